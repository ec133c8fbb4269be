using K8tre.Components.OnPrem.Ssh;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem.Phases;

/// <summary>Inputs of <see cref="KubeConfigFile"/>.</summary>
public sealed record KubeConfigFileArgs
{
    /// <summary>Server that holds the file.</summary>
    public required SshHost Server { get; init; }

    /// <summary>URL of the API as clients reach it.</summary>
    public required string ApiUrl { get; init; }

    /// <summary>Output of the last server.</summary>
    public required Input<string> ServerState { get; init; }

    /// <summary>Output of the step before.</summary>
    public required Input<string> After { get; init; }
}

/// <summary>Administrator's kubeconfig, read from a server.</summary>
public sealed class KubeConfigFile : ComponentResource
{
    /// <summary>Reads the kubeconfig.</summary>
    public KubeConfigFile(string name, KubeConfigFileArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:KubeConfigFile", name, options)
    {
        var command = new Command(
            name,
            HostScript.Named("kubeconfig").On(args.Server, TimeSpan.FromMinutes(3), new()
            {
                { "server", args.ApiUrl },
                { "after", args.ServerState },
                { "after", args.After },
            }),
            new() { Parent = this, AdditionalSecretOutputs = { "stdout" } });
        Text = Output.CreateSecret(command.Stdout);

        RegisterOutputs();
    }

    /// <summary>Text of the kubeconfig. Secret.</summary>
    [Output("text")]
    public Output<string> Text { get; private set; }
}
