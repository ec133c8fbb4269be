using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="ReleaseChecksums"/>.</summary>
public sealed record ReleaseChecksumsArgs
{
    /// <summary>A host that reaches the release.</summary>
    public required SshHost Host { get; init; }

    /// <summary>The release.</summary>
    public required K3sRelease Release { get; init; }

    /// <summary>Output of what prepares the host.</summary>
    public required Input<string> Prepared { get; init; }

    /// <summary>Proxy on the way to the release. Default: none.</summary>
    public HttpProxy? Proxy { get; init; }
}

/// <summary>
/// What a K3s release's files must hash to: as the settings pin it, else as the release itself says. That is read once for each version and
/// kept in the stack's state, so that a release that changes afterwards is refused by every node.
/// </summary>
public sealed class ReleaseChecksums : ComponentResource
{
    /// <summary>Reads the release's checksums, unless all that is needed is pinned.</summary>
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

    /// <summary><c>k3s=&lt;sha256&gt; images=&lt;sha256&gt;</c>, the second empty where no images are brought.</summary>
    [Output("sums")]
    public Output<string> Sums { get; private set; }
}
