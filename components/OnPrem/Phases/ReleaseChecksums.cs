using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="ReleaseChecksums"/>.</summary>
public sealed record ReleaseChecksumsArgs
{
    /// <summary>Inputs of the cluster.</summary>
    public required K3sClusterArgs Cluster { get; init; }

    /// <summary>Preparation of the first server, which downloads the checksums.</summary>
    public required Resource Prepared { get; init; }
}

/// <summary>Expected sha256 of a K3s release's files: pinned in the settings, or published by the release.</summary>
/// <remarks>
/// Published checksums are read once for each version and kept in the stack's state. Every node refuses a release that changes afterwards.
/// Another mirror, another proxy or another first server does not read them again.
/// </remarks>
public sealed class ReleaseChecksums : ComponentResource
{
    /// <summary>Reads the release's checksums, unless all checksums that are needed are pinned.</summary>
    public ReleaseChecksums(string name, ReleaseChecksumsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:ReleaseChecksums", name, options)
    {
        var release = args.Cluster.Release;
        if (release.Sha256 is not null && (!release.HasImages || release.ImagesSha256 is not null))
        {
            Sums = Output.Create($"k3s={release.Sha256} images={(release.HasImages ? release.ImagesSha256 : "")}");
        }
        else
        {
            var files = release.HasImages ? "-with-images" : "";
            var command = new Command(
                $"{name}-{release.Version.Replace('+', '-')}{files}",
                HostScript.Named("read-checksums").On(args.Cluster.FirstServer, TimeSpan.FromMinutes(10), new()
                {
                    { "location", release.Source.AbsoluteUri },
                    { "version", release.Version },
                    { "images", release.HasImages ? "yes" : "no" },
                    { "proxy", args.Cluster.Proxy?.Url ?? "" },
                }),
                SshHost.OptionsOfOneRun(this, args.Prepared));
            var published = HostScript.KeptResult(command, args.Cluster.FirstServer, "set artefacts.sha256");
            Sums = release.Sha256 is null
                ? published
                : published.Apply(sums => $"k3s={release.Sha256} images={sums.Split("images=")[^1]}");
        }

        K3s = Sums.Apply(sums => sums.Split(" images=")[0].Split("k3s=")[^1]);
        Images = Sums.Apply(sums => sums.Split("images=")[^1]);

        RegisterOutputs();
    }

    /// <summary><c>k3s=&lt;sha256&gt; images=&lt;sha256&gt;</c>. The second one is empty if nodes get no image bundle.</summary>
    [Output("sums")]
    public Output<string> Sums { get; private set; }

    /// <summary>The sha256 of the program.</summary>
    [Output("k3s")]
    public Output<string> K3s { get; private set; }

    /// <summary>The sha256 of the image bundle. Empty if nodes get none.</summary>
    [Output("images")]
    public Output<string> Images { get; private set; }
}
