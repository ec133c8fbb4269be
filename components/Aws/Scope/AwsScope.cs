using System.Security.Cryptography;
using System.Text;

namespace K8tre.Components.Aws.Scope;

/// <summary>Where resources of a platform go.</summary>
public sealed record AwsScope
{
    /// <summary>AWS region, like <c>eu-west-2</c>.</summary>
    public required string Region { get; init; }

    /// <summary>Id of the account, twelve digits.</summary>
    public required string AccountId { get; init; }

    /// <summary>Partition of the region: <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>. Default: <c>aws</c>.</summary>
    public string Partition { get; init; } = "aws";

    /// <summary>What the names of services and registries of the partition end with.</summary>
    public string DnsSuffix => Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";

    /// <summary>The ARN of something in the account and the region.</summary>
    /// <param name="service">The service, like <c>ssm</c>.</param>
    /// <param name="resource">The resource in the service's own words, like <c>parameter/gitea-secrets</c>.</param>
    public string Arn(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}";

    /// <summary>
    /// A name that no other platform in the world has, as buckets need one: <paramref name="name"/>, and a suffix that depends on the account,
    /// the region and the name only. At most 63 characters.
    /// </summary>
    public string UniqueName(string name)
    {
        var suffix = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{AccountId}/{Region}/{name}")))[..8];
        return $"{name[..Math.Min(name.Length, 54)]}-{suffix}";
    }
}
