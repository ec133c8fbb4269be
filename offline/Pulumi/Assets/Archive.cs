using System.Collections.Immutable;
using Pulumi.Serialization;

namespace Pulumi;

/// <summary>A collection of assets.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive(string property, object value)
        : base(Signatures.Archive, property, value)
    {
    }
}

/// <summary>Stands for an output of the engine that should have been an archive.</summary>
internal sealed class InvalidArchive() : Archive(PropertyNames.Assets, ImmutableDictionary<string, AssetOrArchive>.Empty);

/// <summary>Assets and archives by their names, put together in the program.</summary>
public sealed class AssetArchive : Archive
{
    /// <summary>Takes the parts.</summary>
    public AssetArchive(IDictionary<string, AssetOrArchive> assets)
        : base(PropertyNames.Assets, assets.ToImmutableDictionary())
    {
    }
}

/// <summary>A folder, or an archive file (zip, tar, gzipped tar), of the machine that runs the program.</summary>
public sealed class FileArchive : Archive
{
    /// <summary>Takes a folder or a file.</summary>
    /// <param name="path">Absolute, or relative to the working directory.</param>
    public FileArchive(string path)
        : base(PropertyNames.Path, path)
    {
    }
}

/// <summary>An archive file that a URI leads to.</summary>
public sealed class RemoteArchive : Archive
{
    /// <summary>Takes a URI: http, https or file.</summary>
    public RemoteArchive(string uri)
        : base(PropertyNames.Uri, uri)
    {
    }
}
