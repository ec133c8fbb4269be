namespace K8tre.Tests.Automation.Engine.Providers;

public sealed class AwsNetworkOutputsTests
{
    [Theory]
    [InlineData("aws:ec2/vpc:Vpc", "^vpc-[0-9a-f]{17}$")]
    [InlineData("aws:ec2/subnet:Subnet", "^subnet-[0-9a-f]{17}$")]
    [InlineData("aws:ec2transitgateway/vpcAttachment:VpcAttachment", "^tgw-attach-[0-9a-f]{17}$")]
    [InlineData(
        "aws:networkfirewall/ruleGroup:RuleGroup",
        "^arn:aws:network-firewall:eu-west-2:123456789012:stateful-rulegroup/thing-[0-9a-f]{8}$")]
    [InlineData("aws:route53/zone:Zone", "^Z[0-9A-F]{20}$")]
    public void An_id_looks_as_the_service_makes_it(string type, string id) => Assert.Matches(id, Simulated.Create(type, "{}").Id);

    [Fact]
    public void A_firewall_has_an_endpoint_in_each_of_its_subnets()
    {
        var firewall = Simulated.Create(
            "aws:networkfirewall/firewall:Firewall", """{"subnetMappings": [{"subnetId": "subnet-1"}, {"subnetId": "subnet-2"}]}""");

        var states = firewall.GetList("firewallStatuses")[0].StructValue.Fields["syncStates"].ListValue.Values;
        var attachments = states.Select(state => state.StructValue.Fields["attachments"].ListValue.Values[0].StructValue).ToArray();
        Assert.Equal(["subnet-1", "subnet-2"], attachments.Select(attachment => attachment.Fields["subnetId"].StringValue));
        Assert.Equal(2, attachments.Select(attachment => attachment.Fields["endpointId"].StringValue).Distinct().Count());
    }

    [Fact]
    public void A_certificate_says_how_its_domain_is_proved()
    {
        var certificate = Simulated.Create("aws:acm/certificate:Certificate", """{"domainName": "tre.example.org"}""");

        var proof = certificate.GetList("domainValidationOptions")[0].StructValue.Fields;
        Assert.Matches("^_[0-9a-f]{32}[.]tre[.]example[.]org[.]$", proof["resourceRecordName"].StringValue);
        Assert.Equal("CNAME", proof["resourceRecordType"].StringValue);
    }

    [Fact]
    public void Only_a_gateway_endpoint_has_a_list_of_addresses()
    {
        var gateway = Simulated.Create("aws:ec2/vpcEndpoint:VpcEndpoint", """{"vpcEndpointType": "Gateway"}""");
        var other = Simulated.Create("aws:ec2/vpcEndpoint:VpcEndpoint", """{"vpcEndpointType": "Interface"}""");

        Assert.Contains("prefixListId", gateway.Outputs.Fields.Keys);
        Assert.DoesNotContain("prefixListId", other.Outputs.Fields.Keys);
    }
}
