using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Outputs of the provider <c>aws</c> for networks, firewalls, DNS and certificates.</summary>
/// <remarks>Source: https://www.pulumi.com/registry/packages/aws/api-docs/</remarks>
internal static class AwsNetworkOutputs
{
    // Addresses for documentation (RFC 5737).
    private const string Addresses = "192.0.2";

    /// <summary>The simulated types.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedResource>> Types { get; } = new Dictionary<string, Action<SimulatedResource>>
    {
        ["aws:ec2/vpc:Vpc"] = resource => AwsIdentifiers.AddNumberedId(resource, "vpc"),
        ["aws:ec2/subnet:Subnet"] = resource => AwsIdentifiers.AddNumberedId(resource, "subnet"),
        ["aws:ec2/internetGateway:InternetGateway"] = resource => AwsIdentifiers.AddNumberedId(resource, "igw"),
        ["aws:ec2/natGateway:NatGateway"] = resource => AwsIdentifiers.AddNumberedId(resource, "nat"),
        ["aws:ec2/eip:Eip"] = ElasticIp,
        ["aws:ec2/routeTable:RouteTable"] = resource => AwsIdentifiers.AddNumberedId(resource, "rtb"),
        ["aws:ec2/vpcEndpoint:VpcEndpoint"] = VpcEndpoint,
        ["aws:ec2/vpcPeeringConnection:VpcPeeringConnection"] = resource => AwsIdentifiers.AddNumberedId(resource, "pcx"),
        ["aws:ec2/flowLog:FlowLog"] = resource => AwsIdentifiers.AddNumberedId(resource, "fl"),
        ["aws:ec2transitgateway/vpcAttachment:VpcAttachment"] = resource => AwsIdentifiers.AddNumberedId(resource, "tgw-attach"),
        ["aws:networkfirewall/firewall:Firewall"] = Firewall,
        ["aws:networkfirewall/firewallPolicy:FirewallPolicy"] = resource => AddFirewallArn(resource, "firewall-policy"),
        ["aws:networkfirewall/ruleGroup:RuleGroup"] = resource => AddFirewallArn(resource, "stateful-rulegroup"),
        ["aws:route53/zone:Zone"] = Zone,
        ["aws:route53/record:Record"] = resource => resource.Add("fqdn", resource.GetText("name") ?? resource.Name),
        ["aws:route53/resolverEndpoint:ResolverEndpoint"] = ResolverEndpoint,
        ["aws:acm/certificate:Certificate"] = Certificate,
    };

    private static void ElasticIp(SimulatedResource resource)
    {
        AwsIdentifiers.AddNumberedId(resource, "eipalloc");
        resource.Add("publicIp", $"{Addresses}.{resource.Values.Bytes("address", 1)[0]}");
    }

    private static void VpcEndpoint(SimulatedResource resource)
    {
        AwsIdentifiers.AddNumberedId(resource, "vpce");
        if (resource.GetText("vpcEndpointType") == "Gateway")
            resource.Add("prefixListId", $"pl-{resource.Values.Hex("prefixes", 8)}");
    }

    private static void AddFirewallArn(SimulatedResource resource, string kind)
        => AwsIdentifiers.AddArnId(resource, AwsIdentifiers.Arn("network-firewall", $"{kind}/{resource.AddName("name")}"));

    private static void Firewall(SimulatedResource resource)
    {
        AddFirewallArn(resource, "firewall");
        var states = resource.GetList("subnetMappings").Select((mapping, index) => Map(("attachments", Value.ForList(Map(
            ("endpointId", Value.ForString($"vpce-{resource.Values.Hex($"endpoint {index}", 17)}")),
            ("subnetId", mapping.StructValue.Fields["subnetId"]))))));
        resource.Add("firewallStatuses", Value.ForList(Map(("syncStates", Value.ForList([.. states])))));
    }

    private static void Zone(SimulatedResource resource)
    {
        resource.Id = $"Z{resource.Values.Hex("id", 20).ToUpperInvariant()}";
        resource.Add("zoneId", resource.Id);
        resource.Add("arn", $"arn:aws:route53:::hostedzone/{resource.Id}");
        var servers = Enumerable.Range(1, 4).Select(number => Value.ForString($"ns-{number}.awsdns-01.example"));
        resource.Add("nameServers", Value.ForList([.. servers]));
    }

    private static void ResolverEndpoint(SimulatedResource resource)
    {
        AwsIdentifiers.AddNumberedId(resource, "rslvr-in");
        foreach (var (index, address) in resource.GetList("ipAddresses").Index())
            address.StructValue.Fields["ip"] = Value.ForString($"{Addresses}.{index + 1}");
    }

    private static void Certificate(SimulatedResource resource)
    {
        AwsIdentifiers.AddArnId(resource, AwsIdentifiers.Arn("acm", $"certificate/{resource.Values.Uuid("id")}"));
        var domain = resource.GetText("domainName") ?? "";
        resource.Add("domainValidationOptions", Value.ForList(Map(
            ("domainName", Value.ForString(domain)),
            ("resourceRecordName", Value.ForString($"_{resource.Values.Hex("name", 32)}.{domain}.")),
            ("resourceRecordType", Value.ForString("CNAME")),
            ("resourceRecordValue", Value.ForString($"_{resource.Values.Hex("value", 32)}.acm-validations.aws.")))));
    }

    private static Value Map(params (string Key, Value Value)[] fields)
    {
        var map = new Struct();
        foreach (var (key, value) in fields)
            map.Fields[key] = value;
        return Value.ForStruct(map);
    }
}
