using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using K8tre.Stacks;
using K8tre.Stacks.Settings;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Stacks.Settings;

/// <summary>Settings of one good platform, as JSON that a test bends.</summary>
internal sealed class SettingsDocument
{
    public const string HostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAnzJPCwrOeXzWX6s+mpBiOm23kjbpNaS7feQPs64dTX";

    /// <summary>The day as of which waivers hold.</summary>
    public static readonly DateOnly Today = new(2027, 1, 15);

    private readonly JsonNode _root = JsonNode.Parse($$"""
        {
          "name": "tre",
          "vendor": "k3s",
          "gitOps": { "repoUrl": "https://git.example.org/k8tre.git", "targetRevision": "v1" },
          "environments": [
            {
              "environment": "dev",
              "externalDomain": "dev.tre.example.org",
              "k3s": {
                "nodeCidr": "192.0.2.0/24",
                "loadBalancerRange": "192.0.2.240-192.0.2.250",
                "servers": [ { "name": "one", "address": "192.0.2.10", "hostKey": "{{HostKey}}" } ]
              }
            }
          ]
        }
        """)!;

    /// <summary>A K3s cluster of one host, as JSON.</summary>
    public const string K3s = $$"""
        {
          "nodeCidr": "192.0.2.0/24",
          "loadBalancerRange": "192.0.2.240-192.0.2.250",
          "servers": [ { "name": "one", "address": "192.0.2.10", "hostKey": "{{HostKey}}" } ]
        }
        """;

    /// <summary>Argo CD with sign-in, as JSON.</summary>
    public const string SignIn = """
        {
          "sso": {
            "issuer": "https://login.example.org", "clientId": "a", "isPublicClient": true,
            "groups": [{ "name": "g", "role": "admin" }]
          }
        }
        """;

    /// <summary>An AKS cluster, as JSON.</summary>
    public const string Aks = """
        {
          "adminGroups": ["aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb"],
          "systemPool": { "name": "system", "vmSize": "Standard_D4ds_v5", "minNodes": 1, "maxNodes": 3 }
        }
        """;

    /// <summary>The same platform on Azure.</summary>
    public SettingsDocument OnAzure() => Without("environments[0].k3s")
        .With("vendor", "\"azure\"")
        .With(
            "azure",
            """
        {
          "region": "uksouth",
          "tenantId": "aaaabbbb-0000-cccc-1111-dddd2222eeee",
          "subscriptionId": "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
          "addressSpace": "10.64.0.0/16"
        }
        """)
        .With("environments[0].aks", Aks);

    /// <summary>An EKS cluster, as JSON.</summary>
    public const string Eks = """
        {
          "administrators": ["arn:aws:iam::111122223333:role/operators"],
          "pools": [ { "name": "work", "instanceTypes": ["m6i.2xlarge"], "minNodesPerZone": 1, "maxNodesPerZone": 3, "taints": [] } ]
        }
        """;

    /// <summary>The same platform on AWS.</summary>
    public SettingsDocument OnAws() => Without("environments[0].k3s")
        .With("vendor", "\"aws\"")
        .With("aws", """{ "region": "eu-west-2", "accountId": "111122223333" }""")
        .With("environments[0].externalDomain", "\"dev.tre.example.org\"")
        .With("environments[0].eks", Eks);

    /// <summary>A host of the documents, as JSON.</summary>
    public static string Host(string name, int number, bool isLost = false) =>
        $$"""{ "name": "{{name}}", "address": "192.0.2.{{number}}", "hostKey": "{{HostKey}}", "lost": {{(isLost ? "true" : "false")}} }""";

    /// <summary>A certificate, PEM.</summary>
    public static string Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        return certificate.ExportCertificatePem();
    }

    /// <summary>Three servers behind a virtual address, and two agents.</summary>
    public SettingsDocument WithFiveHosts() => this
        .With("environments[0].k3s.servers", $"[{Host("one", 11)}, {Host("two", 12)}, {Host("three", 13)}]")
        .With("environments[0].k3s.agents", $"[{Host("four", 21)}, {Host("five", 22)}]")
        .With("environments[0].k3s.apiEndpoint", """{ "address": "192.0.2.10", "virtualInterface": "eth0" }""");

    /// <summary>IPv6 beside IPv4 for the five hosts.</summary>
    public SettingsDocument WithSecondFamily()
    {
        With("environments[0].k3s.podCidrV6", "\"fd42::/112\"").With("environments[0].k3s.serviceCidrV6", "\"fd43::/112\"");
        (string Host, int Number)[] hosts =
            [("servers[0]", 11), ("servers[1]", 12), ("servers[2]", 13), ("agents[0]", 21), ("agents[1]", 22)];
        foreach (var (host, number) in hosts)
            With($"environments[0].k3s.{host}.addressV6", $"\"2001:db8::{number}\"");
        return this;
    }

    /// <summary>Sets what stands at a path like <c>environments[0].k3s.podCidr</c> to a JSON text.</summary>
    public SettingsDocument With(string path, string json)
    {
        var (parent, last) = Walk(path);
        if (parent is JsonArray list)
            list[int.Parse(last)] = JsonNode.Parse(json);
        else
            parent[last] = JsonNode.Parse(json);
        return this;
    }

    public SettingsDocument Without(string path)
    {
        var (parent, last) = Walk(path);
        parent.AsObject().Remove(last);
        return this;
    }

    /// <summary>Repeats a list's first item.</summary>
    public SettingsDocument Twice(string path)
    {
        var (parent, last) = Walk(path);
        var list = parent[last]!.AsArray();
        list.Add(list[0]!.DeepClone());
        return this;
    }

    /// <summary>The settings as written.</summary>
    public PlatformSettings Read() => Load().Platform;

    /// <summary>The settings, normalised.</summary>
    public StackSettings Load(PlatformSecrets? secrets = null) => StackSettings.From(_root.ToJsonString(), secrets ?? new(), Today);

    /// <summary>The problems found, one sentence each; empty when there are none.</summary>
    public IReadOnlyList<string> Problems(PlatformSecrets? secrets = null)
    {
        try
        {
            Load(secrets);
            return [];
        }
        catch (SettingsException error)
        {
            return [.. error.Problems.Select(problem => problem.ToString())];
        }
    }

    private (JsonNode Parent, string Last) Walk(string path)
    {
        var steps = path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');
        var node = _root;
        foreach (var step in steps[..^1])
            node = node is JsonArray list ? list[int.Parse(step)]! : node[step]!;
        return (node, steps[^1]);
    }
}
