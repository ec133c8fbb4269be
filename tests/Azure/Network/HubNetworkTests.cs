using System.Collections.Immutable;
using System.Net;
using System.Text.Json.Nodes;
using K8tre.Components.Azure.Network;
using K8tre.Components.Clusters;

namespace K8tre.Tests.Azure.Network;

public sealed class HubNetworkTests
{
    private static readonly AddressPlan Addresses = AzureComponents.Addresses;

    [Fact]
    public async Task No_inbound_service_exists_unless_it_is_requested()
    {
        var graph = await GraphAsync();

        Assert.Equal(["hub-firewall-address"], graph.OfType("azure-native:network:PublicIPAddress").Keys);
        Assert.Empty(graph.OfType("azure-native:network:BastionHost"));
        Assert.Empty(graph.OfType("azure-native:dnsresolver:DnsResolver"));
        Assert.Equal(["hub-endpoints", "hub-firewall-subnet", "hub-operators"], graph.OfType("azure-native:network:Subnet").Keys.Order());
        Assert.Empty(graph.Allowed("hub-operators-nsg", "Inbound").Keys.Except(["within", "probes"]));
    }

    [Fact]
    public async Task Every_subnet_except_the_firewalls_has_a_security_group_that_denies_the_internet()
    {
        var graph = await GraphAsync(Everything);

        var groups = graph.OfType("azure-native:network:NetworkSecurityGroup");
        Assert.All(graph.OfType("azure-native:network:Subnet").Where(subnet => subnet.Key != "hub-firewall-subnet"), subnet =>
        {
            Assert.False((bool)subnet.Value["defaultOutboundAccess"]!);
            Assert.Contains(
                groups[$"{subnet.Key}-nsg"]["securityRules"]!.AsArray(),
                rule =>
                    (string?)rule!["access"] == "Deny" && (string?)rule["direction"] == "Outbound"
                        && (string?)rule["destinationAddressPrefix"] == "Internet");
        });
    }

    [Fact]
    public async Task The_firewall_has_the_number_of_public_addresses_given_and_the_first_keeps_its_name()
    {
        var graph = await GraphAsync(args => args with { FirewallAddresses = 3 });

        Assert.Equal(
            ["hub-firewall-address", "hub-firewall-address-2", "hub-firewall-address-3"],
            graph.OfType("azure-native:network:PublicIPAddress").Keys.Order());
        var configurations = graph.OfType("azure-native:network:AzureFirewall")["hub-firewall"]["ipConfigurations"]!.AsArray();
        Assert.Equal([true, false, false], configurations.Select(configuration => configuration!["subnet"] is not null));
    }

    [Theory, InlineData(0), InlineData(251)]
    public void Fewer_than_1_and_more_than_250_public_addresses_are_refused(int count)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new HubNetworkArgs
        {
            Scope = null!,
            Addresses = null!,
            Zones = null!,
            Egress = null!,
            LogWorkspace = null!,
            FirewallAddresses = count,
        });

        Assert.Equal(nameof(HubNetworkArgs.FirewallAddresses), error.ParamName);
    }

    [Theory, InlineData(false, "Standard", null), InlineData(true, "Premium", "Deny")]
    public async Task Intrusion_detection_uses_the_premium_tier_and_blocks_attacks(bool isOn, string tier, string? mode)
    {
        var graph = await GraphAsync(args => args with { HasIntrusionDetection = isOn });

        var policy = graph.OfType("azure-native:network:FirewallPolicy").Values.Single();
        Assert.Equal(
            (tier, tier),
            ((string?)policy.At("sku.tier"), (string?)graph.OfType("azure-native:network:AzureFirewall")["hub-firewall"].At("sku.tier")));
        Assert.Equal(mode, (string?)policy.At("intrusionDetection.mode"));
        Assert.Equal("Deny", (string?)policy["threatIntelMode"]);
    }

    [Fact]
    public async Task The_firewall_is_a_DNS_proxy_and_keeps_source_addresses_within_the_platform()
    {
        var policy = (await GraphAsync()).OfType("azure-native:network:FirewallPolicy").Values.Single();

        Assert.True((bool)policy.At("dnsSettings.enableProxy")!);
        Assert.Equal("""["IANAPrivateRanges","10.64.0.0/16"]""", policy.At("snat.privateRanges")!.ToJsonString());
    }

    [Fact]
    public async Task Only_spoke_to_spoke_rules_allow_connections_between_clusters()
    {
        var rules = await RulesAsync(args => args with
        {
            SpokeToSpokeRules = [.. Enum.GetValues<TreEnvironment>().Select(
                environment => SpokeToSpokeRule.ToApiServer(Addresses, environment))],
        });

        var inside = rules
            .Where(
                rule => (rule["destinationAddresses"]?.AsArray() ?? [])
                    .Any(to => Addresses.AddressSpace.Contains(IPNetwork.Parse(Cidr((string)to!)).BaseAddress)));
        Assert.Equal(
            [
                "argo-cd-dev 10.64.128.0/20 10.64.48.128/26 443 TCP",
                "argo-cd-stg 10.64.128.0/20 10.64.80.128/26 443 TCP",
                "argo-cd-prd 10.64.128.0/20 10.64.112.128/26 443 TCP",
            ],
            inside.Select(rule => string.Join(
                ' ', rule["name"], rule.At("sourceAddresses.0"), rule.At("destinationAddresses.0"), rule.At("destinationPorts.0"),
                rule.At("ipProtocols.0"))));
        Assert.DoesNotContain(await RulesAsync(), rule => ((string)rule["name"]!).StartsWith("argo-cd-", StringComparison.Ordinal));

        static string Cidr(string address) => address.Contains('/', StringComparison.Ordinal) ? address : $"{address}/32";
    }

    [Fact]
    public async Task Platforms_of_other_stacks_have_the_same_egress_rules_and_reach_shared_endpoints()
    {
        var graph = await GraphAsync(args => args with { SpokesOfOtherStacks = [IPNetwork.Parse("10.80.0.0/16")] });

        Assert.Equal(
            """["10.64.0.0/16","10.80.0.0/16"]""",
            Rules(graph).Single(rule => (string?)rule["name"] == "charts")["sourceAddresses"]!.ToJsonString());
        Assert.Equal("10.64.0.0/16 10.80.0.0/16", graph.Allowed("hub-endpoints-nsg", "Inbound")["clusters"].From);
    }

    [Fact]
    public async Task No_rule_opens_DNS_or_orders_of_certificates_without_ACME() => Assert.DoesNotContain(
        await RulesAsync(),
        rule => (rule["destinationPorts"]?.AsArray() ?? []).Any(port => (string?)port == "53")
            || (rule["targetFqdns"]?.AsArray() ?? []).Any(name => (string?)name == "acme-v02.api.letsencrypt.org"));

    [Fact]
    public async Task Public_resolvers_and_Lets_Encrypt_are_open_to_environments_with_ACME_alone()
    {
        var rules = await RulesAsync(args => args with { AcmeRanges = [Addresses.Spoke(TreEnvironment.Stg)] });

        var resolvers = rules.Single(rule => (string?)rule["name"] == "public-resolvers");
        Assert.Equal("""["8.8.8.8","1.1.1.1"]""", resolvers["destinationAddresses"]!.ToJsonString());
        Assert.Equal("""["10.64.64.0/19"]""", resolvers["sourceAddresses"]!.ToJsonString());
        Assert.Equal("""["10.64.64.0/19"]""", rules.Single(rule => (string?)rule["name"] == "acme")["sourceAddresses"]!.ToJsonString());
    }

    [Fact]
    public async Task Operators_reach_clusters_on_web_ports_only() => Assert.Equal(
        new("10.64.0.64/26", "10.64.0.0/16", "80 443", "Tcp"),
        (await GraphAsync()).Allowed("hub-operators-nsg", "Outbound")["clusters"]);

    [Fact]
    public async Task Pipelines_get_a_subnet_for_container_apps_and_rules_of_their_own()
    {
        var graph = await GraphAsync(args => args with { HasPipelines = true });

        Assert.Equal(
            "Microsoft.App/environments",
            (string?)graph.OfType("azure-native:network:Subnet")["hub-pipelines"].At("delegations.0.serviceName"));
        Assert.Equal(
            """["10.64.1.128/26"]""",
            Rules(graph).Single(rule => (string?)rule["name"] == "github-actions")["sourceAddresses"]!.ToJsonString());
        Assert.DoesNotContain(await RulesAsync(), rule => (string?)rule["name"] == "github-actions");
    }

    [Fact]
    public async Task Clusters_allow_pipelines_besides_operators_if_there_are_any()
    {
        Assert.Equal(["10.64.0.64/26"], await OperatorsAsync(args => args));
        Assert.Equal(["10.64.0.64/26", "10.64.1.128/26"], await OperatorsAsync(args => args with { HasPipelines = true }));

        static async Task<IEnumerable<string>> OperatorsAsync(Func<HubNetworkArgs, HubNetworkArgs> change) =>
            await OutputUtilities.GetValueAsync((await GraphAsync(change)).Single<HubNetwork>().Operators);
    }

    [Fact]
    public async Task A_DDoS_protection_plan_is_created_on_request_unless_one_is_given()
    {
        var made = await GraphAsync(args => args with { HasDdosPlan = true });
        var given = await GraphAsync(args => args with { HasDdosPlan = true, DdosPlan = "/plan" });

        Assert.Equal("hub-ddos-id", (string?)made.OfType("azure-native:network:VirtualNetwork")["hub"].At("ddosProtectionPlan.id"));
        Assert.Equal("/plan", (string?)given.OfType("azure-native:network:VirtualNetwork")["hub"].At("ddosProtectionPlan.id"));
        Assert.Empty(given.OfType("azure-native:network:DdosProtectionPlan"));
        Assert.Null((await GraphAsync()).OfType("azure-native:network:VirtualNetwork")["hub"]["ddosProtectionPlan"]);
    }

    [Fact]
    public async Task The_firewall_and_its_addresses_are_in_the_zones_given()
    {
        var graph = await GraphAsync();

        Assert.All(
            [
                graph.OfType("azure-native:network:AzureFirewall")["hub-firewall"],
                graph.OfType("azure-native:network:PublicIPAddress")["hub-firewall-address"],
            ],
            inputs => Assert.Equal("""["1","2","3"]""", inputs["zones"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_description_of_a_hub_holds_all_that_another_stack_needs()
    {
        HubNetwork? hub = null;
        IReadOnlyDictionary<string, object?>? described = null;
        await ResourceGraph.OfAsync(options =>
        {
            hub = Hub(options, args => args with { HasPipelines = true });
            described = ExistingHub.Describe(
                hub,
                [Output.Create(AzureComponents.Id("Microsoft.Network/privateDnsZones/privatelink.vaultcore.azure.net"))]);
            return hub;
        });

        var there = ExistingHub.From(Output.Create(await Plain(described!)), provider: null, "privatelink.vaultcore.azure.net");
        Assert.Equal("192.0.2.4", await OutputUtilities.GetValueAsync(there.FirewallAddress));
        Assert.Equal("192.0.2.4", await OutputUtilities.GetValueAsync(Assert.Single(there.DnsServers)));
        Assert.Equal("10.64.1.0/26", await OutputUtilities.GetValueAsync(there.Endpoints!));
        Assert.Equal(["10.64.0.64/26", "10.64.1.128/26"], (await OutputUtilities.GetValueAsync(there.Operators)).AsEnumerable());
        Assert.Equal(await OutputUtilities.GetValueAsync(hub!.Id), await OutputUtilities.GetValueAsync(there.Id));
        Assert.EndsWith(
            "/privatelink.vaultcore.azure.net",
            await OutputUtilities.GetValueAsync(there.Zone("privatelink.vaultcore.azure.net")!.Id),
            StringComparison.Ordinal);
        Assert.Null(there.Zone("privatelink.file.core.windows.net"));
    }

    private static HubNetworkArgs Everything(HubNetworkArgs args) => args with
    {
        HasBastion = true,
        HasPipelines = true,
        HasDnsResolver = true,
        DnsForwards = [new("example.org", IPAddress.Parse("172.16.0.4"))],
    };

    // Returns outputs of a stack as another stack reads them.
    private static async Task<ImmutableDictionary<string, object>> Plain(
        IReadOnlyDictionary<string,
        object?> outputs)
    {
        var plain = ImmutableDictionary.CreateBuilder<string, object>();
        foreach (var (key, value) in outputs)
        {
            plain[key] = value switch
            {
                Output<string> text => await OutputUtilities.GetValueAsync(text),
                Output<ImmutableArray<string>> list =>
                    (await OutputUtilities.GetValueAsync(list)).Cast<object>()
                    .ToArray(),
                var other => throw new NotSupportedException($"{key} is a {other?.GetType()}"),
            };
        }
        return plain.ToImmutable();
    }

    private static async Task<JsonNode[]> RulesAsync(Func<HubNetworkArgs, HubNetworkArgs>? change = null) =>
        Rules(await GraphAsync(change));

    private static JsonNode[] Rules(ResourceGraph graph) =>
        [.. graph.OfType("azure-native:network:FirewallPolicyRuleCollectionGroup").Values.Single()["ruleCollections"]!.AsArray().SelectMany(
            collection => collection!["rules"]!.AsArray()).Select(rule => rule!)];

    private static async Task<ResourceGraph> GraphAsync(Func<HubNetworkArgs, HubNetworkArgs>? change = null)
    {
        var graph = await ResourceGraph.OfAsync(options => Hub(options, change));
        Assert.Empty(graph.Orphans);
        return graph;
    }

    private static HubNetwork Hub(ComponentResourceOptions options, Func<HubNetworkArgs, HubNetworkArgs>? change) =>
        new("hub", (change ?? (args => args))(new()
        {
            Scope = AzureComponents.Scope,
            Addresses = Addresses,
            Zones = ["1", "2", "3"],
            Egress = AzureEgress.Cluster,
            LogWorkspace = AzureComponents.LogWorkspace,
        }), options);
}
