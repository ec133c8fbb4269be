using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Engine;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>The platform of this repository on hosts of a lab: its settings, which a test changes as an operator would, and its stack.</summary>
internal sealed class PlatformOnHosts
{
    /// <summary>Describes a platform of one cluster; K3s comes from the lab's artefact server.</summary>
    /// <param name="lab">Where the hosts are.</param>
    /// <param name="servers">Its servers.</param>
    /// <param name="agents">Its agents.</param>
    /// <param name="version">K3s version. Default: the one this repository pins.</param>
    public PlatformOnHosts(Lab lab, IReadOnlyList<TestHost> servers, IReadOnlyList<TestHost> agents, string? version = null)
    {
        version ??= Components.Versions.K3s.Version;
        var network = $"10.99.{Path.GetFileName(lab.Folder)}";
        Settings = JsonNode.Parse($$"""
            {
              "name": "lab",
              "vendor": "k3s",
              "gitOps": { "repoUrl": "https://github.com/k8tre/k8tre.git", "targetRevision": "d9ff2e182c05ac1bf790a61a898ba843e96be827" },
              "ssh": { "authentication": "privateKey" },
              "environments": [{
                "environment": "dev",
                "externalDomain": "dev.k8tre.internal",
                "k3s": {
                  "nodeCidr": "{{network}}.0/24",
                  "loadBalancerRange": "{{network}}.200-{{network}}.210",
                  "version": "{{version}}",
                  "artefacts": { "mirror": "{{lab.Artefacts.Release(version)}}" }
                }
              }]
            }
            """)!.AsObject();
        K3s["servers"] = Hosts(servers);
        K3s["agents"] = Hosts(agents);
        Stack = new("lab");
        Stack.SetSecret("k8tre:sshPrivateKey", lab.PrivateKey);
    }

    /// <summary>The stack, with its state.</summary>
    public TestStack Stack { get; }

    /// <summary>The object <c>k8tre:platform</c>.</summary>
    public JsonObject Settings { get; }

    /// <summary>The settings of its cluster.</summary>
    public JsonObject K3s => Settings["environments"]![0]!["k3s"]!.AsObject();

    /// <summary>Deploys it with the settings as they are. Whatever becomes of that, no secret of the configuration is shown.</summary>
    public async Task<RunReport> UpAsync()
    {
        Stack.Set("k8tre:platform", Settings.ToJsonString());
        // A short one may be a word that stands elsewhere too.
        var secrets = Stack.GivenSecrets.SelectMany(secret => secret.Split('\n')).Where(line => line.Length >= 12);
        return (await Stack.UpAsync()).KeepsSecret(secrets);
    }

    /// <summary>Hosts as the settings list them.</summary>
    public static JsonArray Hosts(IEnumerable<TestHost> hosts) =>
        [.. hosts.Select(host => new JsonObject { ["name"] = host.Name, ["address"] = host.Address, ["hostKey"] = host.HostKey })];
}
