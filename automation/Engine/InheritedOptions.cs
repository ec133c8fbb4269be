using Pulumirpc;

namespace K8tre.Automation.Engine;

/// <summary>The options that a resource takes from its parent where it has none of its own.</summary>
internal sealed record InheritedOptions(bool? Protect, bool? RetainOnDelete, string DeletedWith)
{
    /// <summary>The options of a request, completed with those of its parent.</summary>
    public static InheritedOptions Of(RegisterResourceRequest request, InheritedOptions? parent) => new(
        request.HasProtect ? request.Protect : parent?.Protect,
        request.HasRetainOnDelete ? request.RetainOnDelete : parent?.RetainOnDelete,
        request.DeletedWith.Length > 0 ? request.DeletedWith : parent?.DeletedWith ?? "");

    /// <summary>The provider reference of a request: its own, the one its component hands to the package, or the parent's own.</summary>
    /// <returns>An empty text when the package's default provider serves.</returns>
    public static string ProviderOf(RegisterResourceRequest request, RecordedResource? parent)
    {
        if (request.Provider.Length > 0)
            return request.Provider;

        var package = Package(request.Type);
        var isLocalComponent = request is { Custom: false, Remote: false };
        if (!isLocalComponent
            && (request.Providers.TryGetValue(package, out var handed) || parent?.Providers.TryGetValue(package, out handed) is true))
        {
            return handed;
        }

        var inherited = parent?.Provider ?? "";
        return isLocalComponent || ServedPackage(inherited) == package ? inherited : "";
    }

    private static string Package(string type) => type.Split(':', 2)[0];

    // The type of a provider is `pulumi:providers:<package>`.
    private static string? ServedPackage(string provider)
        => ResourceUrn.OfProvider(provider)?.Split("::", 4) is [_, _, var type, _] ? type[(type.LastIndexOf(':') + 1)..] : null;
}
