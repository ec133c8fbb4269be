using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Keys;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.CloudWatch;
using Pulumi.Aws.Kms;
using Pulumi.Aws.Route53;
using KeyAlias = Pulumi.Aws.Kms.Alias;

namespace K8tre.Components.Aws.Ingress;

/// <summary>Inputs of <see cref="ZoneQueryLog"/>.</summary>
public sealed record ZoneQueryLogArgs
{
    /// <summary>Account, with the region of Route 53's logs: <see cref="AwsScope.ZoneRegion"/>.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the hosted zone.</summary>
    public required Input<string> ZoneId { get; init; }

    /// <summary>Days that entries are kept: a number that CloudWatch offers, such as 365.</summary>
    public required int RetentionDays { get; init; }
}

/// <summary>Log of the questions that the name servers of a public zone answer, encrypted with a key of its own.</summary>
/// <remarks>https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html</remarks>
public sealed class ZoneQueryLog : ComponentResource
{
    /// <summary>Creates the log.</summary>
    public ZoneQueryLog(string name, ZoneQueryLogArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:ZoneQueryLog", name, options)
    {
        var (scope, inside) = (args.Scope, new CustomResourceOptions { Parent = this });
        var word = name.Replace('.', '-');
        // A key of the platform's region is of no use in another one.
        var key = new Key($"{name}-key", new()
        {
            Region = scope.Region,
            Description = $"Log of {name}",
            Policy = PolicyDocument.Json(KeyPolicy.Administration(scope), KeyPolicy.ByLogGroups(scope)),
            EnableKeyRotation = true,
            DeletionWindowInDays = 30,
        }, new() { Parent = this, Protect = true });
        _ = new KeyAlias($"{name}-alias", new() { Region = scope.Region, Name = $"alias/{word}", TargetKeyId = key.Id }, inside);
        var group = new LogGroup($"{name}-group", new()
        {
            Region = scope.Region,
            Name = $"/aws/route53/{word}",
            KmsKeyId = key.Arn,
            RetentionInDays = args.RetentionDays,
        }, inside);
        var policy = new LogResourcePolicy($"{name}-policy", new()
        {
            Region = scope.Region,
            PolicyName = word,
            PolicyDocument = PolicyDocument.Json(Write(scope, word)),
        }, inside);
        _ = new QueryLog(
            name, new() { ZoneId = args.ZoneId, CloudwatchLogGroupArn = group.Arn }, new() { Parent = this, DependsOn = { policy } });

        RegisterOutputs();
    }

    private static PolicyStatement Write(AwsScope scope, string word) => new()
    {
        Sid = "ByNameServers",
        Principals = [PolicyPrincipal.Service("route53")],
        Actions = ["logs:CreateLogStream", "logs:PutLogEvents"],
        Resources = [scope.Arn("logs", $"log-group:/aws/route53/{word}:*")],
        Conditions = [PolicyCondition.Is("aws:SourceAccount", scope.AccountId)],
    };
}
