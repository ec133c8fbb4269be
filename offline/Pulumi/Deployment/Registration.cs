namespace Pulumi;

/// <summary>A resource that is to be registered or read.</summary>
/// <param name="Resource">The resource; its constructor may still be running.</param>
/// <param name="IsRemote">True for a component whose children a provider creates.</param>
/// <param name="Args">Its inputs, after transformations.</param>
/// <param name="Options">Its options, after transformations, with what it inherits.</param>
/// <param name="Package">Its package, where that was made from parameters.</param>
/// <param name="Outputs">Its outputs, which the answer gives values to.</param>
internal sealed record Registration(
    Resource Resource,
    bool IsRemote,
    ResourceArgs Args,
    ResourceOptions Options,
    RegisterPackageRequest? Package,
    IReadOnlyDictionary<string, IOutputCompletion> Outputs)
{
    public string Type => Resource.GetResourceType();

    public string Name => Resource.GetResourceName();
}
