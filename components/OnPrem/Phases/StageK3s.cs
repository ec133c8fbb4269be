using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="StageK3s"/>.</summary>
public sealed record StageK3sArgs
{
    /// <summary>Inputs of the cluster.</summary>
    public required K3sClusterArgs Cluster { get; init; }

    /// <summary>The host.</summary>
    public required SshHost Host { get; init; }

    /// <summary>Expected sha256 of its files: the output of <see cref="ReleaseChecksums"/>.</summary>
    public required Input<string> Sums { get; init; }

    /// <summary>Commands that come before: the preparation of the host.</summary>
    public required IReadOnlyList<Resource> After { get; init; }
}

/// <summary>K3s program and images of a release on a host, checked and not yet in use.</summary>
/// <remarks>
/// Changes on the host: <c>/var/lib/rancher/k3s-stage</c>. On deletion, this folder is removed, and K3s if its installation failed.
/// </remarks>
public sealed class StageK3s : ComponentResource
{
    /// <summary>Stages the release.</summary>
    public StageK3s(string name, StageK3sArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:StageK3s", name, options)
    {
        var release = args.Cluster.Release;
        // One connection at a time.
        var program = Upload(name, "k3s", args, release.File, release.Sha256, args.After);
        var images = Upload(name, "images", args, release.ImagesFile, release.ImagesSha256, [.. args.After, .. program.Copies]);
        Staged = new Command(
            name,
            HostScript.Named("stage-k3s").On(args.Host, TimeSpan.FromMinutes(30), new()
            {
                { "node", args.Host.Name },
                { "version", release.Version },
                { "sums", args.Sums },
                { "location", release.Download },
                { "k3s-file", program.Path },
                { "images-file", images.Path },
                { "proxy", args.Cluster.Proxy?.Url ?? "" },
                { "after", args.Cluster.Generation },
            }),
            args.Host.Options(this, [.. args.After, .. program.Copies, .. images.Copies]));

        RegisterOutputs();
    }

    /// <summary>Command after which the release is on the host.</summary>
    internal Resource Staged { get; }

    // The user who signs in uploads the file, to a folder that everybody can write to. Root checks its own copy of it.
    private (string Path, Resource[] Copies) Upload(
        string name, string what, StageK3sArgs args, string? file, string? sha256, IReadOnlyList<Resource> after)
    {
        if (file is null)
            return ("", []);
        var path = $"/var/tmp/k8tre-{what}-{sha256![..12]}";
        var copy = new CopyToRemote($"{name}-{what}", new()
        {
            Connection = args.Host.Connection(),
            Source = new FileAsset(file),
            RemotePath = path,
            // The provider uploads a file again only if its content changes. A host that was reinstalled, and so has another key, also
            // needs an upload. So does a run that was requested.
            Triggers = new object[] { $"{args.Host.HostKey}", args.Cluster.Generation },
            // Nothing changes on a host before it passed the preflight.
        }, args.Host.OptionsOfCopy(this, after));
        return (path, [copy]);
    }
}
