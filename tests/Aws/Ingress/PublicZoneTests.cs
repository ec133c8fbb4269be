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
            return new PublicZone("zone", new() { Domain = "example.org" }, options);
        });

        Assert.True(isProtected);
        Assert.DoesNotContain("vpcs", graph.Inputs("aws:route53/zone:Zone").Single().Value.Keys);
        Assert.Empty(graph.Orphans);
    }
}
