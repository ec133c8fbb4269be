using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>Outputs of the provider <c>aws</c>: of networks, their firewalls and their names. Source: https://www.pulumi.com/registry/packages/aws/api-docs/</summary>
internal static class AwsNetworkOutputs
{
    // The documentation's examples: of AWS, and of addresses (RFC 5737).
    private const string Account = "123456789012", Region = "eu-west-2", Addresses = "192.0.2";

    /// <summary>The types answered here.</summary>
    public static IReadOnlyDictionary<string, Action<PlausibleResource>> Table { get; } = new Dictionary<string, Action<PlausibleResource>>
    {
        ["aws:ec2/vpc:Vpc"] = resource => Numbered(resource, "vpc"),
        ["aws:ec2/subnet:Subnet"] = resource => Numbered(resource, "subnet"),
        ["aws:ec2/internetGateway:InternetGateway"] = resource => Numbered(resource, "igw"),
        ["aws:ec2/natGateway:NatGateway"] = resource => Numbered(resource, "nat"),
        ["aws:ec2/eip:Eip"] = Address,
        ["aws:ec2/routeTable:RouteTable"] = resource => Numbered(resource, "rtb"),
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = Endpoint,
        ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"] = resource => Numbered(resource, "pcx"),
        ["aws:ec2/flowLog:FlowLog"] = resource => Numbered(resource, "fl"),
        ["aws:ec2transitgateway/vpcAttachment:VpcAttachment"] = resource => Numbered(resource, "tgw-attach"),
        ["aws:networkfirewall/firewall:Firewall"] = Firewall,
        ["aws:networkfirewall/firewallPolicy:FirewallPolicy"] = resource => Filtering(resource, "firewall-policy"),
        ["aws:networkfirewall/ruleGroup:RuleGroup"] = resource => Filtering(resource, "stateful-rulegroup"),
        ["aws:route53/zone:Zone"] = Zone,
        ["aws:route53/record:Record"] = resource => resource.Set("fqdn", resource.Text("name") ?? resource.Name),
        ["aws:route53/resolverEndpoint:ResolverEndpoint"] = Resolver,
        ["aws:acm/certificate:Certificate"] = Certificate,
    };

    // Ids of EC2 have a word for their kind, and 17 digits.
    private static void Numbered(PlausibleResource resource, string word) => resource.Id = $"{word}-{resource.Seed.Hex("id", 17)}";

    private static void Address(PlausibleResource resource)
    {
        Numbered(resource, "eipalloc");
        resource.Set("publicIp", $"{Addresses}.{resource.Seed.Bytes("address", 1)[0]}");
    }

    private static void Endpoint(PlausibleResource resource)
    {
        Numbered(resource, "vpce");
        if (resource.Text("vpcEndpointType") == "Gateway")
            resource.Set("prefixListId", $"pl-{resource.Seed.Hex("prefixes", 8)}");
    }

    private static void Filtering(PlausibleResource resource, string kind)
    {
        resource.Default("name", Value.ForString(resource.AutomaticName));
        resource.Id = $"arn:aws:network-firewall:{Region}:{Account}:{kind}/{resource.Text("name")}";
        resource.Set("arn", resource.Id);
    }

    private static void Firewall(PlausibleResource resource)
    {
        Filtering(resource, "firewall");
        var states = Items(resource, "subnetMappings").Select((mapping, index) => Map(("attachments", Value.ForList(Map(
            ("endpointId", Value.ForString($"vpce-{resource.Seed.Hex($"endpoint {index}", 17)}")),
            ("subnetId", mapping.StructValue.Fields["subnetId"]))))));
        resource.Set("firewallStatuses", Value.ForList(Map(("syncStates", Value.ForList([.. states])))));
    }

    private static void Zone(PlausibleResource resource)
    {
        resource.Id = $"Z{resource.Seed.Hex("id", 20).ToUpperInvariant()}";
        resource.Set("zoneId", resource.Id);
        resource.Set("arn", $"arn:aws:route53:::hostedzone/{resource.Id}");
        resource.Set("nameServers", Value.ForList([.. Enumerable.Range(1, 4).Select(number => Value.ForString($"ns-{number}.awsdns-01.example"))]));
    }

    private static void Resolver(PlausibleResource resource)
    {
        Numbered(resource, "rslvr-in");
        foreach (var (address, index) in Items(resource, "ipAddresses").Select((address, index) => (address, index)))
            address.StructValue.Fields["ip"] = Value.ForString($"{Addresses}.{index + 1}");
    }

    private static void Certificate(PlausibleResource resource)
    {
        resource.Id = $"arn:aws:acm:{Region}:{Account}:certificate/{resource.Seed.Uuid("id")}";
        resource.Set("arn", resource.Id);
        resource.Set("domainValidationOptions", Value.ForList(Map(
            ("domainName", Value.ForString(resource.Text("domainName") ?? "")),
            ("resourceRecordName", Value.ForString($"_{resource.Seed.Hex("name", 32)}.{resource.Text("domainName")}.")),
            ("resourceRecordType", Value.ForString("CNAME")),
            ("resourceRecordValue", Value.ForString($"_{resource.Seed.Hex("value", 32)}.acm-validations.aws.")))));
    }

    private static IEnumerable<Value> Items(PlausibleResource resource, string list) =>
        resource.Outputs.Fields.TryGetValue(list, out var items) && items.KindCase == Value.KindOneofCase.ListValue ? items.ListValue.Values : [];

    private static Value Map(params (string Key, Value Value)[] fields)
    {
        var map = new Struct();
        foreach (var (key, value) in fields)
            map.Fields[key] = value;
        return Value.ForStruct(map);
    }
}
