using System.Net;
using Pulumi.Command.Remote;

namespace K8tre.Components.OnPrem;

/// <summary>Inputs of <see cref="K3sServer"/>.</summary>
public sealed record K3sServerArgs
{
    /// <summary>Where K3s is installed.</summary>
    public required SshHost Host { get; init; }

    /// <summary>What <see cref="PrepareHost"/> found there: its output, so that the server comes after it.</summary>
    public required Input<string> Facts { get; init; }

    /// <summary>Range of the pods' addresses.</summary>
    public required IPNetwork PodCidr { get; init; }

    /// <summary>Range of the Services' addresses. The cluster's DNS takes the tenth.</summary>
    public required IPNetwork ServiceCidr { get; init; }
}

/// <summary>The first K3s server of a cluster, with embedded etcd, and without a CNI, kube-proxy, ingress or load balancer of its own.</summary>
/// <remarks>
/// Changes on the host: <c>/usr/local/bin/k3s</c> and its links, <c>/etc/rancher/k3s/config.yaml</c>, the unit <c>k3s.service</c>.
/// Deleting it takes those away; the cluster's data in <c>/var/lib/rancher/k3s</c> stays. Options: https://docs.k3s.io/cli/server
/// </remarks>
public sealed class K3sServer : ComponentResource
{
    /// <summary>TCP port of the Kubernetes API.</summary>
    public const int ApiPort = 6443;

    /// <summary>Installs the pinned K3s, starts it and waits until its API is ready.</summary>
    public K3sServer(string name, K3sServerArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:onprem:K3sServer", name, options)
    {
        var address = new UriBuilder("https", args.Host.Address, ApiPort).Uri.GetLeftPart(UriPartial.Authority);
        var command = new Command(
            name,
            HostScript.Named("k3s-server").On(args.Host, TimeSpan.FromMinutes(15), new()
            {
                ["location"] = Versions.K3s.Location.AbsoluteUri,
                ["version"] = Versions.K3s.Version,
                ["server"] = address,
                ["facts"] = args.Facts,
            }, Configuration(args).ToString()),
            new() { Parent = this, AdditionalSecretOutputs = { "stdout" } });

        KubeConfig = Output.CreateSecret(command.Stdout);

        RegisterOutputs();
    }

    /// <summary>Administrator's kubeconfig, pointing at the host's address. Secret; known once the API is ready.</summary>
    [Output("kubeConfig")]
    public Output<string> KubeConfig { get; private set; }

    private static K3sConfiguration Configuration(K3sServerArgs args) => new()
    {
        ["node-name"] = args.Host.Name,
        ["cluster-init"] = true,
        ["tls-san"] = new[] { args.Host.Address },
        ["write-kubeconfig-mode"] = "0600",
        ["cluster-cidr"] = args.PodCidr.ToString(),
        ["service-cidr"] = args.ServiceCidr.ToString(),
        ["flannel-backend"] = "none",
        ["disable-network-policy"] = true,
        ["disable-kube-proxy"] = true,
        ["disable"] = new[] { "servicelb", "traefik" },
        ["secrets-encryption"] = true,
        ["protect-kernel-defaults"] = true,
    };
}
