using System.Text.RegularExpressions;
using Pulumi.Random;

namespace K8tre.Components.OnPrem;

/// <summary>Inputs of <see cref="ClusterToken"/>.</summary>
public sealed record ClusterTokenArgs
{
    /// <summary>Generation of the random passwords. Another number creates new ones. Default: 1.</summary>
    public int Generation { get; init; } = 1;

    /// <summary>Password of the servers. Default: a random one. Secret.</summary>
    public Input<string>? ServerToken { get; init; }
}

/// <summary>Passwords that nodes join a cluster with.</summary>
/// <remarks>The servers' password gives administrator rights in the cluster and decrypts its snapshots.</remarks>
public sealed partial class ClusterToken : ComponentResource
{
    /// <summary>Creates the passwords.</summary>
    /// <exception cref="RunException">K3s would misread the given password. Thrown when its value is known.</exception>
    public ClusterToken(string name, ClusterTokenArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:ClusterToken", name, options)
    {
        Servers = Output.CreateSecret(args.ServerToken?.Apply(Checked) ?? CreatePassword(name, args.Generation));
        Agents = Output.CreateSecret(CreatePassword($"{name}-agents", args.Generation));

        RegisterOutputs();
    }

    /// <summary>Password of the servers. Secret.</summary>
    [Output("servers")]
    public Output<string> Servers { get; private set; }

    /// <summary>Password of the agents. It only allows agents to join. Secret.</summary>
    [Output("agents")]
    public Output<string> Agents { get; private set; }

    // K3s's parser reads some passwords as a whole token or as a token of kubeadm's form, and trims spaces at the ends of the file.
    // The errors do not show the password. https://github.com/k3s-io/k3s/blob/v1.35.4%2Bk3s1/pkg/clientaccess/token.go
    private static string Checked(string password) =>
        password.Length == 0 || password.Trim() != password || password.Any(char.IsControl)
            ? throw new RunException(
                "k8tre:k3sToken is empty, has several lines, or begins or ends with a space; set the password alone, on one line")
        : password.StartsWith("K10", StringComparison.Ordinal)
            ? throw new RunException(
                "k8tre:k3sToken begins with K10, as a whole token does; set the password alone, which follows ::server: in that token")
        : BootstrapForm().IsMatch(password)
            ? throw new RunException(
                "k8tre:k3sToken has the form of a bootstrap token, abcdef.0123456789abcdef, which servers cannot use; set another password")
        : password;

    // Letters and digits only, because K3s's token has separators of its own. The length rules out the form of a bootstrap token.
    private Output<string> CreatePassword(string name, int generation) => new RandomPassword(
        name, new() { Length = 48, Special = false, Keepers = { ["generation"] = $"{generation}" } }, new() { Parent = this }).Result;

    [GeneratedRegex("^[a-z0-9]{6}\\.[a-z0-9]{16}$")]
    private static partial Regex BootstrapForm();
}
