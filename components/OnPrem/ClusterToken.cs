using System.Text.RegularExpressions;
using Pulumi.Random;

namespace K8tre.Components.OnPrem;

/// <summary>The passwords by which nodes join a cluster. Whoever knows the servers' is its administrator, and opens its snapshots.</summary>
public sealed partial class ClusterToken : ComponentResource
{
    /// <summary>Makes random passwords, new ones for each <paramref name="generation"/>.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="generation">Which passwords.</param>
    /// <param name="given">The servers' password, where the operator brings it.</param>
    /// <param name="options">Options.</param>
    /// <exception cref="RunException">K3s would read the given password as something else; thrown when it is known.</exception>
    public ClusterToken(string name, int generation, Input<string>? given, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:ClusterToken", name, options)
    {
        Servers = Output.CreateSecret(given?.Apply(Checked) ?? Password(name, generation));
        Agents = Output.CreateSecret(Password($"{name}-agents", generation));

        RegisterOutputs();
    }

    /// <summary>Password of the servers. Secret.</summary>
    [Output("servers")]
    public Output<string> Servers { get; private set; }

    /// <summary>Password of the agents, which opens nothing but the joining of agents. Secret.</summary>
    [Output("agents")]
    public Output<string> Agents { get; private set; }

    // What K3s's parser takes for a whole token, or for one of kubeadm's form, and what it cuts off a file's ends. The password itself is not shown.
    // https://github.com/k3s-io/k3s/blob/v1.35.4%2Bk3s1/pkg/clientaccess/token.go
    private static string Checked(string password) =>
        password.Length == 0 || password.Trim() != password || password.Any(char.IsControl)
            ? throw new RunException("k8tre:k3sToken is empty, of several lines, or has a space at an end; write the password alone, on one line")
        : password.StartsWith("K10", StringComparison.Ordinal)
            ? throw new RunException("k8tre:k3sToken begins with K10, as a whole token does; write the password alone, which follows ::server: there")
        : BootstrapForm().IsMatch(password)
            ? throw new RunException("k8tre:k3sToken has the form of a bootstrap token, abcdef.0123456789abcdef, which no server joins with; write another password")
        : password;

    // Letters and digits alone: K3s's token has its own separators. Longer than any that could be taken for its bootstrap form.
    private Output<string> Password(string name, int generation) => new RandomPassword(
        name, new() { Length = 48, Special = false, Keepers = { ["generation"] = $"{generation}" } }, new() { Parent = this }).Result;

    [GeneratedRegex("^[a-z0-9]{6}\\.[a-z0-9]{16}$")]
    private static partial Regex BootstrapForm();
}
