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

    /// <summary>Generation of the certificates. Another number reads the file again. Default: 1.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Command that comes before.</summary>
    public required Resource After { get; init; }
}

/// <summary>Administrator's kubeconfig, read from a server once and kept in the stack's state.</summary>
/// <remarks>
/// Everything in the cluster depends on it. If each change of a server read it again, a preview would show all of it as changed.
/// </remarks>
public sealed class KubeConfigFile : ComponentResource
{
    /// <summary>Reads the kubeconfig.</summary>
    public KubeConfigFile(string name, KubeConfigFileArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:KubeConfigFile", name, options)
    {
        var command = new Command(
            args.Generation == 1 ? name : $"{name}-{args.Generation}",
            HostScript.Named("kubeconfig").On(args.Server, TimeSpan.FromMinutes(3), []),
            SshHost.WithSecretOutputs(SshHost.OptionsOfOneRun(this, args.After)));
        Text = Output.CreateSecret(HostScript.KeptResult(command, args.Server, "increase certificateGeneration by one")
            .Apply(text => WithAddress(text, args.ApiUrl)));

        RegisterOutputs();
    }

    /// <summary>Text of the kubeconfig. Secret.</summary>
    [Output("text")]
    public Output<string> Text { get; private set; }

    /// <summary>Returns the kubeconfig of a server with another address of the API than its own.</summary>
    internal static string WithAddress(string text, string url) =>
        text.Replace("https://127.0.0.1:6443", url, StringComparison.Ordinal);
}
