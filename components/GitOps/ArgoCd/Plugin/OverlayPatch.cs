using K8tre.Components.Clusters;

namespace K8tre.Components.GitOps.ArgoCd.Plugin;

/// <summary>
/// Patch of one object in K8TRE's manifests of an environment. An Application without the object is rendered as before. The patch is a
/// strategic merge patch, so that it has no effect on an object that has the values already.
/// </summary>
/// <remarks>https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/</remarks>
public sealed record OverlayPatch
{
    /// <summary>Environment of the Applications in whose manifests the object is patched.</summary>
    public required TreEnvironment Environment { get; init; }

    /// <summary>API version of the object, such as <c>batch/v1</c>. Objects of other versions of the group are patched too.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>Kind of the object.</summary>
    public required string Kind { get; init; }

    /// <summary>Name of the object.</summary>
    public required string Name { get; init; }

    /// <summary>Annotations to set. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of other fields of the object, such as <c>data</c>. Null in one removes a field. Default: no change.</summary>
    public IReadOnlyDictionary<string, object?> Fields { get; init; } = new Dictionary<string, object?>();

    /// <summary>Value of the object's field <c>spec</c> in the patch. Null in it removes a field. Default: no change.</summary>
    public IReadOnlyDictionary<string, object?> Spec { get; init; } = new Dictionary<string, object?>();
}
