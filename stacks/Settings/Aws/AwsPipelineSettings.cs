using System.ComponentModel.DataAnnotations;

namespace K8tre.Stacks.Settings.Aws;

/// <summary>Pipelines that deploy a platform on AWS: whoever runs as one of them signs in to the vendor without a secret.</summary>
public sealed record AwsPipelineSettings
{
    /// <summary>The repository on GitHub, <c>owner/name</c>.</summary>
    [RegularExpression("^[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}$", ErrorMessage = "write owner/name")]
    public required string Repository { get; init; }

    /// <summary>The environment of that repository in which deployments run: who may start one is said there.</summary>
    [RegularExpression("^[A-Za-z0-9._-]{1,255}$", ErrorMessage = "write the name of an environment of the repository")]
    public required string Environment { get; init; }

    /// <summary>
    /// ARN of the account's identity provider for GitHub, where it has one; an account can have but one. Default: it has none, and one is made,
    /// which stays.
    /// </summary>
    [RegularExpression("^arn:aws[a-z-]*:iam::[0-9]{12}:oidc-provider/token\\.actions\\.githubusercontent\\.com$", ErrorMessage = "write the ARN of an identity provider, like arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com")]
    public string? IdentityProvider { get; init; }

    /// <summary>The bucket of Pulumi's state, and the key of its secrets. Default: those that this stack makes, if it does.</summary>
    public StateSettings? State { get; init; }

    /// <summary>
    /// Machines on which its jobs run, in the network of the stack's management cluster, from which private clusters are reached. Default: none, somebody
    /// else has some.
    /// </summary>
    public AwsRunnerSettings? Runner { get; init; }
}

/// <summary>Where Pulumi keeps its state, as the outputs of the stack with <c>stateBucket</c> say.</summary>
public sealed record StateSettings
{
    /// <summary>Name of the bucket.</summary>
    [RegularExpression("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", ErrorMessage = "write the name of a bucket, without s3://")]
    public required string Bucket { get; init; }

    /// <summary>ARN of the key that encrypts it and the secrets of stacks.</summary>
    [RegularExpression("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[0-9a-z-]+$", ErrorMessage = "write the ARN of a key, not of an alias")]
    public required string Key { get; init; }
}

/// <summary>Machines that come for a job and go after it.</summary>
public sealed record AwsRunnerSettings
{
    /// <summary>ARN of a connection of CodeConnections to GitHub, which a person has completed.</summary>
    [RegularExpression("^arn:aws[a-z-]*:codeconnections:[a-z0-9-]+:[0-9]{12}:connection/[0-9a-f-]{36}$", ErrorMessage = "write the ARN of a connection of CodeConnections")]
    public required string Connection { get; init; }
}
