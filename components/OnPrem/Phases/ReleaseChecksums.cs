using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="ReleaseChecksums"/>.</summary>
public sealed record ReleaseChecksumsArgs
{
    /// <summary>Host that can download from the release's location.</summary>
    public required SshHost Host { get; init; }

    /// <summary>The release.</summary>
    public required K3sRelease Release { get; init; }

    /// <summary>Output of the host's preparation.</summary>
    public required Input<string> Prepared { get; init; }

    /// <summary>HTTP proxy for the download. Default: none.</summary>
    public HttpProxy? Proxy { get; init; }
}

/// <summary>Expected sha256 of a K3s release's files: pinned in the settings, or published by the release.</summary>
/// <remarks>
/// Published checksums are read once for each version and kept in the stack's state. Every node refuses a release that changes afterwards.
/// </remarks>
public sealed class ReleaseChecksums : ComponentResource
{
    /// <summary>Reads the release's checksums, unless all checksums that are needed are pinned.</summary>
    public ReleaseChecksums(string name, ReleaseChecksumsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:ReleaseChecksums", name, options)
    {
        var release = args.Release;
        if (release.Sha256 is not null && (!release.HasImages || release.ImagesSha256 is not null))
        {
            Sums = Output.Create($"k3s={release.Sha256} images={(release.HasImages ? release.ImagesSha256 : "")}");
        }
        else
        {
            var command = new Command(
                name,
                HostScript.Named("read-checksums").On(args.Host, TimeSpan.FromMinutes(10), new()
                {
                    { "location", release.Source.AbsoluteUri },
                    { "version", release.Version },
                    { "images", release.HasImages ? "yes" : "no" },
                    { "proxy", args.Proxy?.Url ?? "" },
                    { "after", args.Prepared },
                }),
                new() { Parent = this });
            Sums = release.Sha256 is null
                ? command.Stdout
                : command.Stdout.Apply(sums => $"k3s={release.Sha256} images={sums.Split("images=")[^1]}");
        }

        RegisterOutputs();
    }

    /// <summary><c>k3s=&lt;sha256&gt; images=&lt;sha256&gt;</c>. The second one is empty if nodes get no image bundle.</summary>
    [Output("sums")]
    public Output<string> Sums { get; private set; }
}
