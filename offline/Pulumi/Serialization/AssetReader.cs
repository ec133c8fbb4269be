using Google.Protobuf.WellKnownTypes;

namespace Pulumi.Serialization;

/// <summary>Reads assets and archives of the engine's protocol.</summary>
internal static class AssetReader
{
    /// <exception cref="InvalidOperationException">The object has the signature and not the shape.</exception>
    public static AssetOrArchive Read(string signature, Struct value) =>
        signature == Signatures.Asset ? Asset(value) : Archive(value);

    private static Asset Asset(Struct value) =>
        value.Fields.TryGetText(PropertyNames.Path, out var path) ? new FileAsset(path)
        : value.Fields.TryGetText(PropertyNames.Uri, out var uri) ? new RemoteAsset(uri)
        : value.Fields.TryGetText(PropertyNames.Text, out var text) ? new StringAsset(text)
        : throw new InvalidOperationException("Value was marked as Asset, but did not conform to required shape.");

    private static Archive Archive(Struct value) =>
        value.Fields.TryGetText(PropertyNames.Path, out var path) ? new FileArchive(path)
        : value.Fields.TryGetText(PropertyNames.Uri, out var uri) ? new RemoteArchive(uri)
        : value.Fields.TryGetValue(PropertyNames.Assets, out var assets) && assets.StructValue is { } parts ? new AssetArchive(
            parts.Fields.ToDictionary(part => part.Key, part => Part(part.Value)))
        : throw new InvalidOperationException("Value was marked as Archive, but did not conform to required shape.");

    private static AssetOrArchive Part(Value value) => value.Signature() is { } signature and (Signatures.Asset or Signatures.Archive)
        ? Read(signature, value.StructValue)
        : throw new InvalidOperationException("AssetArchive contained an element that wasn't itself an Asset or Archive.");
}
