using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components;
using K8tre.Components.Azure.Cluster;
using K8tre.Components.Azure.Dns;
using K8tre.Components.Azure.Network;
using K8tre.Components.Azure.Scope;
using K8tre.Components.Azure.Vaults;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Azure;

/// <summary>Inputs and helpers of the tests of Azure's components.</summary>
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

    /// <summary>Gets a hub in another subscription.</summary>
    public static ExistingHub Hub { get; } = new()
    {
        Id = Output.Create(Id("Microsoft.Network/virtualNetworks/vnet-connectivity")),
        FirewallAddress = Output.Create("10.64.0.4"),
        Operators = Output.Create(ImmutableArray.Create("10.64.0.64/26")),
        DnsServers = [Output.Create("10.64.0.4")],
    };

    public static string Id(string resource) => $"/subscriptions/{OtherSubscription}/resourceGroups/rg-connectivity/providers/{resource}";

    /// <summary>Gets the rules of a security group that allow connections in a direction.</summary>
    public static IReadOnlyDictionary<string, SubnetRule> Allowed(this ResourceGraph graph, string group, string direction) =>
        graph.OfType("azure-native:network:NetworkSecurityGroup")[group]["securityRules"]!.AsArray()
        .Where(rule => (string?)rule!["direction"] == direction && (string?)rule["access"] == "Allow")
        .ToDictionary(rule =>
            ((string)rule!["name"]!)["allow-".Length..^(direction == "Inbound" ? "-in" : "-out").Length], rule => new SubnetRule(
            Texts(rule!, "sourceAddressPrefix"), Texts(
                rule!,
                "destinationAddressPrefix"), Texts(rule!, "destinationPortRange"), (string)rule!["protocol"]!));

    public static CustomerManagedKey Key { get; } = new()
    {
        Vault = "/vault",
        Url = "https://kv.vault.azure.net/keys/disks/0123456789abcdef",
    };

    /// <summary>Id of a Log Analytics workspace.</summary>
    public const string LogWorkspace = "/workspace";

    public static PrivateDnsZone Zone(ComponentResourceOptions options) =>
        new("zone", new() { Scope = Scope, Domain = "privatelink.example.net" }, options);

    public static ResourceGroupScope Group(ComponentResourceOptions options) => new("rg", new()
    {
        ResourceGroupName = "rg",
        Region = Scope.Region,
        SubscriptionId = Scope.SubscriptionId,
        TenantId = Scope.TenantId,
    }, options);

    /// <summary>Gets the resources that a resource depends on by its options.</summary>
    public static async Task<IEnumerable<Resource>> DependenciesAsync(this ResourceGraph graph, string name, string? type = null)
    {
        var options = graph.Options.Single(pair =>
            pair.Value is CustomResourceOptions && pair.Key.GetResourceName() == name
                && (type is null || pair.Key.GetResourceType() == type)).Value;
        return await OutputUtilities.GetValueAsync(((Input<ImmutableArray<Resource>>)options.DependsOn).ToOutput());
    }

    /// <summary>Runs a component, and returns the options of its custom resources by their names.</summary>
    public static async Task<IReadOnlyDictionary<string, CustomResourceOptions>> OptionsOfAsync(
        Func<ComponentResourceOptions,
        Resource> component)
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

    /// <summary>Asserts that a value is the expected JSON, in any order of members.</summary>
    public static void AssertJson(string expected, JsonNode? actual)
    {
        var (wanted, given) = (JsonNode.Parse(expected), JsonNode.Parse(actual?.ToJsonString() ?? "null"));
        Assert.True(JsonNode.DeepEquals(wanted, given), $"expected {wanted?.ToJsonString()}, got {given?.ToJsonString()}");
    }

    /// <summary>Gets the principal, the role and the resource of a role assignment.</summary>
    public static (string Principal, string Role, string Scope) Grant(this ResourceGraph graph, string name)
    {
        var inputs = graph.Requests[name].Inputs;
        return ((string)inputs["principalId"], (string)inputs["description"], (string)inputs["scope"]);
    }

    public static AksNodePool Pool { get; } = new() { Name = "system", VmSize = "Standard_D4ds_v5", MinNodes = 2, MaxNodes = 4 };

    /// <summary>Creates the key vault of a cluster.</summary>
    public static ClusterVault Vault(ComponentResourceOptions options, bool holdsStorage = false) => new("vault", new()
    {
        Scope = Scope,
        VaultName = "kvtre",
        HoldsStorage = holdsStorage,
        Subnet = "/endpoints",
        Zone = new PrivateDnsZone("zone-vault", new() { Scope = Scope, Domain = "privatelink.vaultcore.azure.net" }, options),
        LogWorkspace = LogWorkspace,
    }, options);

    /// <summary>Returns the inputs of a production cluster with one pool for workloads, and creates the resources that it needs.</summary>
    public static AksClusterArgs Cluster(ComponentResourceOptions options)
    {
        var addresses = Addresses;
        var hub = new HubNetwork("hub", new()
        {
            Scope = Scope,
            Addresses = addresses,
            Zones = [],
            Egress = [],
            LogWorkspace = LogWorkspace,
        }, options);
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
                LogWorkspace = LogWorkspace,
            }, options),
            RouteTable = hub.RouteTable,
            ApiZone = new PrivateDnsZone("zone-api", new() { Scope = Scope, Domain = "privatelink.uksouth.azmk8s.io" }, options),
            Vault = Vault(options),
            LogWorkspace = LogWorkspace,
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
        (string?)rule[property] ?? string.Join(
            ' ',
            rule[$"{property}{(property.EndsWith('x') ? "es" : "s")}"]!.AsArray().Select(text => (string)text!));
}

/// <summary>Rule of a security group, with ranges and ports separated by spaces.</summary>
internal sealed record SubnetRule(string From, string To, string Ports, string Protocol);
