using System.Net;
using K8tre.Components.Clusters;
using K8tre.Components.Network;

namespace K8tre.Components.Azure.Workloads;

/// <summary>Inputs of <see cref="ArgoCdPolicies"/>.</summary>
public sealed record ArgoCdPoliciesArgs
{
    /// <summary>Address ranges of the other clusters' API servers, at least one.</summary>
    public required IReadOnlyList<IPNetwork> ApiServers { get; init; }
}

/// <summary>
/// Network policies of the Argo CD of a management cluster on Azure: it may reach Entra, to sign in, and the API servers of other clusters.
/// </summary>
/// <remarks>https://docs.cilium.io/en/v1.19/security/policy/language/#dns-based</remarks>
public sealed class ArgoCdPolicies : ComponentResource
{
    private const string SignIn = "login.microsoftonline.com";

    // The first one installs and watches; the second shows logs. No other part connects to other clusters.
    private static readonly string[] Parts = ["argocd-application-controller", "argocd-server"];

    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    public ArgoCdPolicies(string name, ArgoCdPoliciesArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ArgoCdPolicies", name, options)
    {
        var apiServers = args.ApiServers.Select(range => range.ToString()).ToArray();
        foreach (var part in Parts)
        {
            _ = new CiliumPolicy($"{name}-{part}", new()
            {
                // The policy is cluster-wide because Argo CD's namespace is created later.
                Reason = "Argo CD signs in to Entra, and asks the API servers of other clusters; without it they are unreachable.",
                Selector = CiliumPolicy.PodsWith(("k8s:io.kubernetes.pod.namespace", "argocd"), ("app.kubernetes.io/name", part)),
                Egress =
                [
                    ByHttps(new() { ["toCIDR"] = apiServers }),
                    ByHttps(new() { ["toFQDNs"] = new[] { new InputMap<object> { ["matchName"] = SignIn } } }),
                    Lookups(),
                ],
            }, new() { Parent = this });
        }

        RegisterOutputs();
    }

    private static InputMap<object> ByHttps(InputMap<object> rule)
    {
        rule.Add("toPorts", new[] { CiliumPolicy.Ports("443/TCP") });
        return rule;
    }

    // Cilium learns the addresses of a name from the DNS answers that it sees. The rule allows all queries: it must not block other names.
    private static InputMap<object> Lookups()
    {
        var ports = CiliumPolicy.Ports("53/UDP", "53/TCP");
        ports.Add("rules", new InputMap<object> { ["dns"] = new[] { new InputMap<object> { ["matchPattern"] = "*" } } });
        return new()
        {
            ["toEndpoints"] = new[]
            {
                new InputMap<object>
                {
                    ["matchLabels"] = new InputMap<object>
                    {
                        ["k8s:io.kubernetes.pod.namespace"] = "kube-system",
                        ["k8s:k8s-app"] = "kube-dns",
                    },
                },
            },
            ["toPorts"] = new[] { ports },
        };
    }
}

/// <summary>Add-on that applies <see cref="ArgoCdPolicies"/>.</summary>
/// <param name="args">Inputs of the policies.</param>
public sealed class ArgoCdPoliciesAddOn(ArgoCdPoliciesArgs args) : IClusterAddOn
{
    /// <inheritdoc/>
    public string Name => "argocd-network-policy";

    /// <inheritdoc/>
    public AddOnPhase Phase => AddOnPhase.AfterNetwork;

    /// <inheritdoc/>
    public Resource Install(AddOnContext context) => new ArgoCdPolicies(context.Name, args, context.Options);
}
