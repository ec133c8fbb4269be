namespace K8tre.Components.Aws.Scope;

/// <summary>Account and region of a platform's resources.</summary>
public sealed record AwsScope
{
    /// <summary>AWS region, such as <c>eu-west-2</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Id of the account, twelve digits.</summary>
    public required string AccountId { get; init; }

    /// <summary>Partition of the region: <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>. Default: <c>aws</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>Domain of the services and registries of the partition.</summary>
    public string DnsSuffix => Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";

    /// <summary>Region of the keys and logs of public hosted zones, which are global: the same for all platforms of a partition.</summary>
    public string ZoneRegion => Partition switch { "aws-cn" => "cn-northwest-1", "aws-us-gov" => "us-gov-west-1", _ => "us-east-1" };

    /// <summary>Returns the ARN of a resource in the account and the region.</summary>
    /// <param name="service">Service, such as <c>ssm</c>.</param>
    /// <param name="resource">Resource in the format of the service, such as <c>parameter/gitea-secrets</c>.</param>
    public string Arn(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}";
}
