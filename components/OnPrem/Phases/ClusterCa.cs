using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="ClusterCa"/>.</summary>
public sealed record ClusterCaArgs
{
    /// <summary>Server that has the CA.</summary>
    public required SshHost Server { get; init; }

    /// <summary>Generation of the certificates. Another number reads the CA again. Default: 1.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Installation of the server.</summary>
    public required Resource Installed { get; init; }
}

/// <summary>The sha256 of the cluster's CA, read once and kept in the stack's state.</summary>
/// <remarks>Nodes verify the cluster with it before they send it a password: https://docs.k3s.io/cli/token#secure</remarks>
public sealed class ClusterCa : ComponentResource
{
    /// <summary>Reads the CA.</summary>
    public ClusterCa(string name, ClusterCaArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:ClusterCa", name, options)
    {
        var command = new Command(
            args.Generation == 1 ? name : $"{name}-{args.Generation}",
            HostScript.Named("read-ca").On(args.Server, TimeSpan.FromMinutes(3), []),
            SshHost.OptionsOfOneRun(this, args.Installed));
        Sha256 = HostScript.KeptResult(command, args.Server, "increase certificateGeneration by one");

        RegisterOutputs();
    }

    /// <summary>The sha256 of the CA's certificate.</summary>
    [Output("sha256")]
    public Output<string> Sha256 { get; private set; }
}
