using System.Text.Json.Nodes;
using K8tre.Tests.RealHosts.Engine;

namespace K8tre.Tests.RealHosts.Machines;

/// <summary>Platform of this repository on hosts of a lab: its settings, which a test can change, and its stack.</summary>
internal sealed class PlatformOnHosts
{
    /// <summary>
    /// K3s version of the hosts. It is not the pinned one, whose checksum is known: the program of the hosts is a stand-in.
    /// </summary>
    public const string Version = "v1.35.4+k3s1";

    /// <summary>Defines a platform with one cluster. K3s is downloaded from the lab's artefact server.</summary>
    /// <param name="lab">Lab of the hosts.</param>
    /// <param name="servers">Servers of the cluster.</param>
    /// <param name="agents">Agents of the cluster.</param>
    /// <param name="version">K3s version. Default: <see cref="Version"/>.</param>
    public PlatformOnHosts(Lab lab, IReadOnlyList<TestHost> servers, IReadOnlyList<TestHost> agents, string? version = null)
    {
        version ??= Version;
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
                "skip": ["kare-dns"],
                "protected": false,
                "k3s": {
                  "nodeCidr": "{{network}}.0/24",
                  "loadBalancerRange": "{{network}}.200-{{network}}.210",
                  "checkCapacity": false,
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

    /// <summary>Stack with its state.</summary>
    public TestStack Stack { get; }

    /// <summary>Settings: the object <c>k8tre:platform</c>.</summary>
    public JsonObject Settings { get; }

    /// <summary>Settings of the cluster.</summary>
    public JsonObject K3s => Settings["environments"]![0]!["k3s"]!.AsObject();

    /// <summary>Deploys the platform with the current settings. Fails the test if a secret of the configuration is shown.</summary>
    public async Task<RunReport> UpAsync()
    {
        Stack.Set("k8tre:platform", Settings.ToJsonString());
        // A short secret can be a word that occurs elsewhere.
        var secrets = Stack.GivenSecrets.SelectMany(secret => secret.Split('\n')).Where(line => line.Length >= 12);
        return (await Stack.UpAsync()).KeepsSecret(secrets);
    }

    /// <summary>Returns the settings of hosts.</summary>
    public static JsonArray Hosts(IEnumerable<TestHost> hosts) =>
        [.. hosts.Select(host => new JsonObject { ["name"] = host.Name, ["address"] = host.Address, ["hostKey"] = host.HostKey })];
}
