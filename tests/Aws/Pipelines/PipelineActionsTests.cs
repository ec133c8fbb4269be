using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using K8tre.Components.Aws.Pipelines;

namespace K8tre.Tests.Aws.Pipelines;

public sealed class PipelineActionsTests
{
    [Fact]
    public void Every_type_of_AWS_that_the_project_uses_is_listed()
    {
        var types = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "offline", "schemas", "resources.json")))
            .At("packages.aws.resources")!.AsArray();

        Assert.Equal(
            types.Select(type => (string)type!).Order(StringComparer.Ordinal), PipelineActions.ByType.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_action_is_named_whole_and_none_hands_out_a_credential() => Assert.All(PipelineActions.All, action =>
    {
        Assert.Matches(@"^[a-z0-9-]+:[A-Z][A-Za-z0-9]+$", action);
        Assert.DoesNotMatch(
            "(CreateAccessKey|CreateLoginProfile|GetAuthorizationToken|GetFederationToken|sts:|CreateUser|PutUser|AttachUser)", action);
    });

    [Fact]
    public void Every_type_can_be_looked_at_and_changed() => Assert.All(PipelineActions.ByType, type =>
    {
        Assert.Contains(type.Value, action => Regex.IsMatch(action, ":(Describe|Get|List|BatchGet|View)"));
        if (
            type.Key is not (
                "aws:acm/certificateValidation:CertificateValidation" or "aws:iam/openIdConnectProvider:OpenIdConnectProvider"))
            Assert.Contains(type.Value, action => !Regex.IsMatch(action, ":(Describe|Get|List|BatchGet|View)"));
    });
}
