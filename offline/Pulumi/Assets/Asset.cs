using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A single file or text.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset(string property, string value)
        : base(Signatures.Asset, property, value)
    {
    }
}

/// <summary>Stands for an output of the engine that should have been an asset.</summary>
internal sealed class InvalidAsset() : Asset(PropertyNames.Text, "");

/// <summary>A file of the machine that runs the program.</summary>
public sealed class FileAsset : Asset
{
    /// <summary>Takes a file.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    public FileAsset(string path)
        : base(PropertyNames.Path, path)
    {
    }
}

/// <summary>A text.</summary>
public sealed class StringAsset : Asset
{
    /// <summary>Takes a text.</summary>
    public StringAsset(string text)
        : base(PropertyNames.Text, text)
    {
    }
}

/// <summary>Content of a URI.</summary>
public sealed class RemoteAsset : Asset
{
    /// <summary>Takes a URI: http, https or file.</summary>
    public RemoteAsset(string uri)
        : base(PropertyNames.Uri, uri)
    {
    }
}
