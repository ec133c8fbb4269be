using K8tre.Components.Aws.Ingress;
using Pulumi.Aws.Route53;

namespace K8tre.Tests.Aws.Ingress;

public sealed class PublicZoneTests
{
    [Fact]
    public async Task It_is_not_deleted_by_accident_because_another_has_other_name_servers()
    {
        var isProtected = false;
        var graph = await ResourceGraph.OfAsync(options =>
        {
            options.ResourceTransformations.Add(args =>
            {
                isProtected |= args.Resource is Zone && args.Options.Protect == true;
                return null;
            });
            return new PublicZone("tre-zone-example.org", Valid, options);
        });

        Assert.True(isProtected);
        Assert.DoesNotContain("vpcs", graph.Inputs("aws:route53/zone:Zone").Single().Value.Keys);
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task It_is_signed_with_a_key_that_only_Route_53_uses()
    {
        var graph = await ResourceGraph.OfAsync(options => new PublicZone("tre-zone-example.org", Valid, options));

        var key = graph.Requests["tre-zone-example.org-signing-key"].Inputs;
        Assert.Equal(
            ("us-east-1", "SIGN_VERIFY", "ECC_NIST_P256"), (key["region"], key["keyUsage"], key["customerMasterKeySpec"]));
        Assert.Contains("dnssec-route53.amazonaws.com", (string)key["policy"], StringComparison.Ordinal);
        Assert.Equal("alias/tre-zone-example-org-signing", graph.Requests["tre-zone-example.org-signing-alias"].Inputs["name"]);
        Assert.Single(graph.Inputs("aws:route53/hostedZoneDnsSec:HostedZoneDnsSec"));
    }

    [Fact]
    public async Task Its_questions_are_logged_and_encrypted()
    {
        var graph = await ResourceGraph.OfAsync(options => new PublicZone("tre-zone-example.org", Valid, options));

        var log = graph.Inputs("aws:cloudwatch/logGroup:LogGroup").Single().Value;
        Assert.Equal(("us-east-1", "/aws/route53/tre-zone-example-org-log", 90.0), (log["region"], log["name"], log["retentionInDays"]));
        Assert.NotNull(log["kmsKeyId"]);
        Assert.Single(graph.Inputs("aws:route53/queryLog:QueryLog"));
    }

    private static PublicZoneArgs Valid => new() { Scope = AwsComponents.Scope, Domain = "example.org", LogDays = 90 };
}
