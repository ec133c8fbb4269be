using System.Text.RegularExpressions;
using K8tre.Components.Aws.Network;
using K8tre.Components.Aws.Pipelines;
using K8tre.Components.Egress;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Tests.Aws.Network;

public sealed class EgressTests
{
    private static readonly IReadOnlyList<EgressRule> All =
    [
        .. AwsEgress.Cluster(AwsComponents.Scope), AwsEgress.PublicLoadBalancer(AwsComponents.Scope),
        .. AwsEgress.Pipelines(AwsComponents.Scope), .. AwsEgress.PublicZones(AwsComponents.Scope),
    ];

    [Fact]
    public void Every_rule_says_why_and_who_says_so() => Assert.All(All, rule =>
    {
        Assert.True(rule.Reason.Length > 10, rule.Name);
        Assert.Equal("https", rule.Source!.Scheme);
        Assert.NotEmpty(rule.Fqdns);
    });

    [Fact]
    public void No_rule_is_as_wide_as_a_whole_domain_of_the_world() => Assert.All(
        All.SelectMany(rule => rule.Fqdns), name =>
        {
            Assert.Matches(Formats.Fqdn, name);
            Assert.True(Regex.Count(name, @"\.") >= (name.StartsWith('*') ? 2 : 1), name);
        });

    [Fact]
    public void Names_of_rules_are_letters_digits_and_dashes_and_unique()
    {
        Assert.All(All, rule => Assert.Matches("^[a-z0-9-]+$", rule.Name));
        Assert.Equal(All.Count, All.Select(rule => rule.Name).Distinct().Count());
    }

    [Fact]
    public void What_has_an_endpoint_in_the_network_does_not_leave_it() => Assert.Empty(
        All.SelectMany(rule => rule.Fqdns).Intersect(
            EndpointService.Cluster(AwsComponents.Scope).Concat(EndpointService.Pipelines(AwsComponents.Scope))
                .Select(service => service.Host)));

    [Fact]
    public void Jobs_reach_every_service_by_which_a_deployment_makes_something()
    {
        var scope = AwsComponents.Scope;
        var hosts = AwsEgress.Cluster(scope).Concat(AwsEgress.Pipelines(scope)).SelectMany(rule => rule.Fqdns)
            .Concat(EndpointService.Cluster(scope).Concat(EndpointService.Pipelines(scope)).Select(service => service.Host)).ToHashSet();

        // Buckets have an endpoint of their own kind; backup-storage is what AWS Backup itself calls.
        var services = PipelineActions.All.Select(action => action.Split(':')[0]).Distinct().Except(["s3", "backup-storage"]);
        Assert.All(services, service => Assert.Contains(
            service switch
            {
                "budgets" or "iam" or "route53" => $"{service}.amazonaws.com",
                "cloudwatch" => "monitoring.eu-west-2.amazonaws.com",
                "ecr" => "api.ecr.eu-west-2.amazonaws.com",
                _ => $"{service}.eu-west-2.amazonaws.com",
            },
            hosts));
    }

    [
        Theory, InlineData("eu-west-2", null),
        InlineData("me-south-1", "prod-registry-k8s-io-me-central-1.s3.dualstack.me-central-1.amazonaws.com"),
    ]
    public void Layers_come_from_a_neighbour_where_Kubernetes_has_no_bucket(string region, string? host) =>
        Assert.Equal(
            host,
            AwsEgress.Cluster(AwsComponents.Scope with { Region = region })
                .SingleOrDefault(rule => rule.Name == "kubernetes-layers")?.Fqdns.Single());

    [Fact]
    public void Images_of_Argo_CD_come_whole() => Assert.Empty(
        new[] { "quay.io", "ghcr.io", "ecr-public.aws.com", "d2glxqk2uabbnd.cloudfront.net", "d5l0dvt14r5h8.cloudfront.net" }
            .Except(K8treEgress.K8tre.SelectMany(rule => rule.Fqdns)));

    [Fact]
    public void Of_AWS_itself_only_names_of_one_service_leave() => Assert.All(
        All.SelectMany(rule => rule.Fqdns).Where(
            name => name.EndsWith("amazonaws.com", StringComparison.Ordinal) || name.EndsWith("cloudfront.net", StringComparison.Ordinal)),
        name => Assert.DoesNotContain('*', name));
}
