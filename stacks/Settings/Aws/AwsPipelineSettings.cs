using System.ComponentModel.DataAnnotations;
using K8tre.Stacks.Settings.Reading;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>Pipelines that deploy a platform on AWS.</summary>
/// <remarks>Pipelines of a GitHub repository. They sign in to AWS without a secret.</remarks>
public sealed record AwsPipelineSettings
{
    /// <summary>GitHub repository, <c>owner/name</c>.</summary>
    [RegularExpression(Formats.GitHubRepository, ErrorMessage = Formats.GitHubRepositoryHint)]
    public required string Repository { get; init; }

    /// <summary>GitHub environment in which deployments run. Its protection rules decide who may start one.</summary>
    [RegularExpression(Formats.GitHubEnvironment, ErrorMessage = Formats.GitHubEnvironmentHint)]
    public required string Environment { get; init; }

    /// <summary>
    /// ARN of the account's identity provider for GitHub, if it has one. An account can have only one. Default: the stack creates it, and
    /// keeps it when the stack is destroyed. To deploy the stack again after that, enter the ARN here.
    /// </summary>
    [RegularExpression(
        "^arn:aws[a-z-]*:iam::[0-9]{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com$",
        ErrorMessage = "write the ARN of an identity provider, like "
            + "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com")]
    public string? IdentityProvider { get; init; }

    /// <summary>Pulumi state that pipelines may use. Default: that of <c>stateBucket</c>, if this stack creates it.</summary>
    public StateSettings? State { get; init; }

    /// <summary>
    /// Self-hosted runners in the network of the stack's management cluster, from which private clusters are reached. Default: none. If you
    /// remove them, the logs of their jobs are deleted.
    /// </summary>
    public AwsRunnerSettings? Runner { get; init; }
}

/// <summary>Pulumi state of another stack.</summary>
/// <remarks>The outputs of a stack with <c>stateBucket</c> contain the values.</remarks>
public sealed record StateSettings
{
    /// <summary>Name of the bucket.</summary>
    [RegularExpression(Formats.BucketName, ErrorMessage = "write the name of a bucket, without s3://")]
    public required string Bucket { get; init; }

    /// <summary>ARN of the key that encrypts the bucket and the secrets of stacks.</summary>
    [RegularExpression(
        "^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-z-]+$", ErrorMessage = "write the ARN of a key, not of an alias")]
    public required string Key { get; init; }
}

/// <summary>Self-hosted runners on AWS.</summary>
/// <remarks>A runner starts for a job and stops after it.</remarks>
public sealed record AwsRunnerSettings
{
    /// <summary>ARN of a connection of AWS CodeConnections to GitHub, which a person has completed.</summary>
    [RegularExpression(
        "^arn:aws[a-z-]*:codeconnections:[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]{36}$",
        ErrorMessage = "write the ARN of a connection of CodeConnections")]
    public required string Connection { get; init; }
}
