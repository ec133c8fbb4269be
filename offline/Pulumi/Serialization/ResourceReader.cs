using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Reads references to resources of the engine's protocol.</summary>
internal static class ResourceReader
{
    /// <summary>The resource, as an object of its class where the program has that class.</summary>
    /// <exception cref="InvalidOperationException">The object has the signature and not the shape.</exception>
    public static Resource Read(Struct value)
    {
        if (!value.Fields.TryGetText(PropertyNames.Urn, out var urn))
            throw new InvalidOperationException("Value was marked as a Resource, but did not conform to required shape.");

        value.Fields.TryGetText(PropertyNames.PackageVersion, out var version);
        return ResourceTypes.Construct(urn, version) ?? new DependencyResource(urn);
    }
}
