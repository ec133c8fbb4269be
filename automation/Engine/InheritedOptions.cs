using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>Options that a resource inherits from its parent unless the program sets them.</summary>
/// <param name="Protect">True if the engine refuses to delete the resource. Null if it is set nowhere.</param>
/// <param name="RetainOnDelete">True if the provider keeps the resource when it leaves the stack. Null if it is set nowhere.</param>
/// <param name="DeletedWith">URN of the resource whose deletion also deletes this one. Empty for none.</param>
internal sealed record InheritedOptions(bool? Protect, bool? RetainOnDelete, string DeletedWith)
{
    /// <summary>The options of a resource without a parent that sets none of them.</summary>
    public static InheritedOptions None { get; } = new(null, null, "");

    /// <summary>Returns the options of a request, completed with those of the parent.</summary>
    public static InheritedOptions From(RegisterResourceRequest request, InheritedOptions parent) => new(
        request.HasProtect ? request.Protect : parent.Protect,
        request.HasRetainOnDelete ? request.RetainOnDelete : parent.RetainOnDelete,
        request.DeletedWith.Length > 0 ? request.DeletedWith : parent.DeletedWith);
}
