using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.K3s;

/// <summary>NFS export that pods can mount.</summary>
/// <remarks>It becomes a volume of the same name. Deleting the volume keeps the data.</remarks>
public sealed record NfsExportSettings
{
    /// <summary>Name of the volume, unique in the cluster. Another name replaces the volume. The data stays on the NFS server.</summary>
    [RegularExpression(Formats.DnsLabel, ErrorMessage = Formats.DnsLabelHint)]
    public required string Name { get; init; }

    /// <summary>Server, which every node reaches on port 2049.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Server { get; init; }

    /// <summary>Path of the export.</summary>
    [RegularExpression(Formats.AbsolutePath, ErrorMessage = Formats.AbsolutePathHint)]
    public required string Path { get; init; }

    /// <summary>Mounts the export read-only.</summary>
    public bool ReadOnly { get; init; } = true;
}

/// <summary>NFS export for a storage class.</summary>
/// <remarks>
/// Each volume of the class <c>nfs</c> is a folder of the export. In <c>dev</c>, a folder is deleted with its claim. Elsewhere it is kept.
/// </remarks>
public sealed record NfsClassSettings
{
    /// <summary>Server, which every node reaches on port 2049.</summary>
    [RegularExpression(Formats.HostAddress, ErrorMessage = Formats.HostAddressHint)]
    public required string Server { get; init; }

    /// <summary>
    /// Path of the export, which root on the nodes can write (<c>no_root_squash</c>). Another path or server replaces the class. Volumes
    /// that exist keep theirs.
    /// </summary>
    [RegularExpression(Formats.AbsolutePath, ErrorMessage = Formats.AbsolutePathHint)]
    public required string Path { get; init; }
}
