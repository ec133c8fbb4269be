using System.Net;
using K8tre.Components.Network;

namespace K8tre.Components.Azure.Workloads;

/// <summary>
/// What the Argo CD of a management cluster may reach in Azure, besides what any Argo CD does: Entra, where it signs in, and the API servers of other
/// clusters.
/// </summary>
/// <remarks>https://docs.cilium.io/en/v1.19/security/policy/language/#dns-based</remarks>
public sealed class ArgoCdPolicies : ComponentResource
{
    private const string SignIn = "login.microsoftonline.com";

    // What installs and watches, and what shows logs. Nothing else of it asks other clusters.
    private static readonly string[] Parts = ["argocd-application-controller", "argocd-server"];

    /// <summary>Applies the policies to the cluster of the inherited provider.</summary>
    /// <param name="name">Name of the component.</param>
    /// <param name="apiServers">Ranges of the other clusters' API servers, one at least.</param>
    /// <param name="options">Resource options.</param>
    public ArgoCdPolicies(string name, IReadOnlyList<IPNetwork> apiServers, ComponentResourceOptions? options = null)
        : base("k8tre:azure:ArgoCdPolicies", name, options)
    {
        foreach (var part in Parts)
        {
            _ = new CiliumPolicy($"{name}-{part}", new()
            {
                Namespace = "argocd",
                Reason = "Argo CD signs in to Entra, and asks the API servers of other clusters; without it they are unreachable.",
                Selector = CiliumPolicy.PodsWith(("app.kubernetes.io/name", part)),
                Egress =
                [
                    ByHttps(new() { ["toCIDR"] = apiServers.Select(range => range.ToString()).ToArray() }),
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

    // Cilium learns the addresses of a name from the answers that pass through it. Every name may be asked for: none is forbidden by this.
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
                    ["matchLabels"] = new InputMap<object> { ["k8s:io.kubernetes.pod.namespace"] = "kube-system", ["k8s:k8s-app"] = "kube-dns" },
                },
            },
            ["toPorts"] = new[] { ports },
        };
    }
}
