using Pulumi.Random;

namespace K8tre.Components.OnPrem;

/// <summary>The passwords by which nodes join a cluster. Whoever knows the servers' is its administrator, and opens its snapshots.</summary>
public sealed class ClusterToken : ComponentResource
{
    /// <summary>Makes random passwords, new ones for each <paramref name="generation"/>.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="generation">Which passwords.</param>
    /// <param name="given">The servers' password, where the operator brings it.</param>
    /// <param name="options">Options.</param>
    public ClusterToken(string name, int generation, Input<string>? given, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:ClusterToken", name, options)
    {
        Servers = Output.CreateSecret(given?.ToOutput() ?? Password(name, generation));
        Agents = Output.CreateSecret(Password($"{name}-agents", generation));

        RegisterOutputs();
    }

    /// <summary>Password of the servers. Secret.</summary>
    [Output("servers")]
    public Output<string> Servers { get; private set; }

    /// <summary>Password of the agents, which opens nothing but the joining of agents. Secret.</summary>
    [Output("agents")]
    public Output<string> Agents { get; private set; }

    // Letters and digits alone: K3s's token has its own separators. Longer than any that could be taken for its bootstrap form.
    private Output<string> Password(string name, int generation) => new RandomPassword(
        name, new() { Length = 48, Special = false, Keepers = { ["generation"] = $"{generation}" } }, new() { Parent = this }).Result;
}
