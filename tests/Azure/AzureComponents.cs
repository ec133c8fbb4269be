using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Monitoring;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Azure;

/// <summary>Inputs that the tests of Azure's components share, and what they look at.</summary>
internal static class AzureComponents
{
    public const string OtherSubscription = "bbbb1b1b-cc2c-dd3d-ee4e-ffffff5f5f5f";

    public static AzureScope Scope { get; } = new()
    {
        Region = "uksouth",
        SubscriptionId = "aaaa0a0a-bb1b-cc2c-dd3d-eeeeee4e4e4e",
        TenantId = "aaaabbbb-0000-cccc-1111-dddd2222eeee",
        ResourceGroup = "rg",
    };

    public static AddressPlan Addresses { get; } = new(IPNetwork.Parse("10.64.0.0/16"));

    /// <summary>A hub in another subscription.</summary>
    public static ExistingHub Hub { get; } = new()
    {
        Id = Output.Create(Id("Microsoft.Network/virtualNetworks/vnet-connectivity")),
        FirewallAddress = Output.Create("10.64.0.4"),
        Operators = Output.Create(ImmutableArray.Create("10.64.0.64/26")),
        DnsServers = [Output.Create("10.64.0.4")],
    };

    public static string Id(string resource) => $"/subscriptions/{OtherSubscription}/resourceGroups/rg-connectivity/providers/{resource}";

    /// <summary>The rules of a security group by which something is allowed, in one direction.</summary>
    public static IReadOnlyDictionary<string, SubnetRule> Allowed(this ResourceGraph graph, string group, string direction) => graph.OfType("azure-native:network:NetworkSecurityGroup")[group]["securityRules"]!.AsArray()
        .Where(rule => (string?)rule!["direction"] == direction && (string?)rule["access"] == "Allow")
        .ToDictionary(rule => ((string)rule!["name"]!)["allow-".Length..^(direction == "Inbound" ? "-in" : "-out").Length], rule => new SubnetRule(
            Texts(rule!, "sourceAddressPrefix"), Texts(rule!, "destinationAddressPrefix"), Texts(rule!, "destinationPortRange"), (string)rule!["protocol"]!));

    public static CustomerManagedKey Key { get; } = new() { Vault = "/vault", Url = "https://kv.vault.azure.net/keys/disks/0123456789abcdef" };

    public static LogWorkspace Logs(ComponentResourceOptions options) => new("logs", Scope, retentionDays: 90, options);

    public static PrivateDnsZone Zone(ComponentResourceOptions options) => new("zone", Scope, "privatelink.example.net", new Dictionary<string, Output<string>>(), options);

    /// <summary>Runs a component, and records with which options its custom resources were registered, by their names.</summary>
    public static async Task<IReadOnlyDictionary<string, CustomResourceOptions>> OptionsOfAsync(Func<ComponentResourceOptions, Resource> component)
    {
        var seen = new ConcurrentDictionary<string, CustomResourceOptions>();
        await ResourceGraph.OfAsync(options =>
        {
            options.ResourceTransformations.Add(args =>
            {
                if (args.Options is CustomResourceOptions custom)
                    seen[args.Resource.GetResourceName()] = custom;
                return null;
            });
            return component(options);
        });
        return seen;
    }

    /// <summary>That a value is the JSON expected, whatever the order of its members.</summary>
    public static void AssertJson(string expected, JsonNode? actual)
    {
        var (wanted, given) = (JsonNode.Parse(expected), JsonNode.Parse(actual?.ToJsonString() ?? "null"));
        Assert.True(JsonNode.DeepEquals(wanted, given), $"expected {wanted?.ToJsonString()}, got {given?.ToJsonString()}");
    }

    /// <summary>What a role assignment grants: to whom, what, on what.</summary>
    public static (string Principal, string Role, string Scope) Grant(this ResourceGraph graph, string name)
    {
        var inputs = graph.Requests[name].Inputs;
        return ((string)inputs["principalId"], (string)inputs["description"], (string)inputs["scope"]);
    }

    public static AksNodePool Pool { get; } = new() { Name = "system", VmSize = "Standard_D4ds_v5", MinNodes = 2, MaxNodes = 4 };

    /// <summary>A vault of a cluster.</summary>
    public static ClusterVault Vault(ComponentResourceOptions options) => new("vault", new()
    {
        Scope = Scope,
        VaultName = "kvtre",
        Subnet = "/endpoints",
        Zone = new("zone-vault", Scope, "privatelink.vaultcore.azure.net", new Dictionary<string, Output<string>>(), options),
        Logs = new("log-vault", Scope, 90, options),
    }, options);

    /// <summary>A cluster of production with one pool of workloads, and all that it stands on.</summary>
    public static AksClusterArgs Cluster(ComponentResourceOptions options)
    {
        var (addresses, logs) = (Addresses, new LogWorkspace("log", Scope, 90, options));
        var hub = new HubNetwork("hub", new() { Scope = Scope, Addresses = addresses, Zones = [], Egress = [], Logs = logs }, options);
        return new()
        {
            ClusterName = "tre-prd",
            Environment = TreEnvironment.Prd,
            Scope = Scope,
            Network = new("spoke", new()
            {
                Scope = Scope,
                Hub = hub,
                Range = addresses.Spoke(TreEnvironment.Prd),
                PodCidr = IPNetwork.Parse("10.244.0.0/16"),
                Logs = logs,
            }, options),
            RouteTable = hub.RouteTable,
            ApiZone = new("zone-api", Scope, "privatelink.uksouth.azmk8s.io", new Dictionary<string, Output<string>>(), options),
            Vault = Vault(options),
            Logs = logs,
            KubernetesVersion = Versions.AksKubernetes,
            PodCidr = IPNetwork.Parse("10.244.0.0/16"),
            ServiceCidr = IPNetwork.Parse("10.245.0.0/20"),
            AdminGroups = ["aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb"],
            Zones = ["1", "2", "3"],
            SystemPool = Pool,
            UserPools = [Pool with { Name = "work" }],
            Maintenance = new(DayOfWeek.Sunday, 2, 4),
        };
    }

    private static string Texts(JsonNode rule, string property) =>
        (string?)rule[property] ?? string.Join(' ', rule[$"{property}{(property.EndsWith('x') ? "es" : "s")}"]!.AsArray().Select(text => (string)text!));
}

/// <summary>A rule of a security group. Ranges and ports stand one after another.</summary>
internal sealed record SubnetRule(string From, string To, string Ports, string Protocol);
