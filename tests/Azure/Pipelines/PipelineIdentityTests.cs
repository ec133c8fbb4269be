using K8tre.Components.Azure.Pipelines;

namespace K8tre.Tests.Azure.Pipelines;

public sealed class PipelineIdentityTests
{
    [Fact]
    public async Task Only_jobs_of_one_environment_of_one_repository_sign_in_as_it()
    {
        var graph = await GraphAsync();

        var credential = graph.Requests["pipeline-credential"].Inputs;
        Assert.Equal("https://token.actions.githubusercontent.com", credential["issuer"]);
        Assert.Equal("repo:example/tre:environment:dev", credential["subject"]);
        AzureComponents.AssertJson("""["api://AzureADTokenExchange"]""", Json.Of(credential["audiences"]));
        Assert.Empty(graph.Orphans);
    }

    [Fact]
    public async Task It_may_deploy_to_the_platforms_resource_groups()
    {
        var graph = await GraphAsync();

        Assert.Equal(("pipeline-principalId", "Contributor", "/dev"), graph.Grant("pipeline-access-dev-deploys"));
        Assert.Equal("pipeline-clientId", await OutputUtilities.GetValueAsync(graph.Single<PipelineIdentity>().ClientId));
        Assert.Equal("pipeline-principalId", await OutputUtilities.GetValueAsync(graph.Single<PipelineIdentity>().PrincipalId));
    }

    private static Task<ResourceGraph> GraphAsync() => ResourceGraph.OfAsync(options => new PipelineIdentity("pipeline", new()
    {
        Scope = AzureComponents.Scope,
        Repository = new("example", "tre"),
        Environment = "dev",
        Groups = new Dictionary<string, Input<string>> { ["dev"] = "/dev" },
    }, options));
}
