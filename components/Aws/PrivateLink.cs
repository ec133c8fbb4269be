using System.Net;
using System.Text.Json;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws;

/// <summary>Inputs of <see cref="PrivateLink"/>.</summary>
public sealed record PrivateLinkArgs
{
    /// <summary>Where it goes.</summary>
    public required AwsSite Site { get; init; }

    /// <summary>Id of the network.</summary>
    public required Input<string> Network { get; init; }

    /// <summary>Addresses of the network, which alone reach the endpoints.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Ids of the subnets that get the addresses, one in each zone.</summary>
    public required IReadOnlyList<Output<string>> Subnets { get; init; }

    /// <summary>Ids of the route tables of those who read buckets.</summary>
    public required IReadOnlyList<Output<string>> RouteTables { get; init; }

    /// <summary>Services that answer there.</summary>
    public required IReadOnlyList<AwsService> Services { get; init; }

    /// <summary>ARN of the role that workflows take on from inside, by a token of GitHub's. Default: none does.</summary>
    public string? SignsIn { get; init; }

    /// <summary>Names of the account's own buckets that may be used.</summary>
    public required IReadOnlyList<string> Buckets { get; init; }
}

/// <summary>
/// Addresses in a network of ours behind which AWS answers: under the names that everyone uses, for principals of this account only, and for no
/// bucket but those named.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html,
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
/// </remarks>
public sealed class PrivateLink : ComponentResource
{
    /// <summary>Makes the endpoints.</summary>
    public PrivateLink(string name, PrivateLinkArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PrivateLink", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var group = new SecurityGroup($"{name}-group", new()
        {
            Description = "Endpoints of AWS services: HTTPS from their network, nothing out.",
            VpcId = args.Network,
            Tags = { ["Name"] = name },
        }, inside);
        var rule = new SecurityGroupIngressRule($"{name}-https", new()
        {
            Description = "HTTPS from the network",
            SecurityGroupId = group.Id,
            CidrIpv4 = args.Range.ToString(),
            IpProtocol = "tcp",
            FromPort = 443,
            ToPort = 443,
        }, inside);

        var buckets = new VpcEndpoint($"{name}-s3", new()
        {
            VpcId = args.Network,
            VpcEndpointType = "Gateway",
            ServiceName = $"com.amazonaws.{args.Site.Region}.s3",
            RouteTableIds = args.RouteTables.ToArray(),
            Policy = args.Network.Apply(network => JsonSerializer.Serialize(BucketPolicy(args, network))),
            Tags = { ["Name"] = $"{name}-s3" },
        }, inside);
        var services = args.Services.Select(service => new VpcEndpoint($"{name}-{service.Name}", new()
        {
            VpcId = args.Network,
            VpcEndpointType = "Interface",
            ServiceName = service.EndpointIn(args.Site),
            PrivateDnsEnabled = true,
            SubnetIds = args.Subnets.ToArray(),
            SecurityGroupIds = { group.Id },
            Policy = service.TakesPolicy ? (Input<string>)AccountPolicy(args.Site, service.Name == AwsService.SignIn ? args.SignsIn : null) : null,
            Tags = { ["Name"] = $"{name}-{service.Name}" },
        }, inside).Id).ToArray();

        (BucketEndpoint, BucketPrefixes) = (buckets.Id, buckets.PrefixListId);
        IsReady = Output.Tuple(rule.Id, buckets.Id, Output.All(services)).Apply(_ => true);

        RegisterOutputs();
    }

    /// <summary>Id of the endpoint of S3, by which a bucket knows its network.</summary>
    [Output("bucketEndpoint")]
    public Output<string> BucketEndpoint { get; private set; }

    /// <summary>Id of the list of addresses of S3, to which security groups let their machines.</summary>
    [Output("bucketPrefixes")]
    public Output<string> BucketPrefixes { get; private set; }

    /// <summary>Whether all answer. Known once they do.</summary>
    [Output("isReady")]
    public Output<bool> IsReady { get; private set; }

    // At these endpoints, an account stands for all who belong to it.
    private static string AccountPolicy(AwsSite site, string? signsIn)
    {
        var members = new { Effect = "Allow", Principal = new { AWS = site.AccountId }, Action = "*", Resource = "*" };
        // Whoever comes with a token of another issuer, like a workflow of GitHub, belongs to no account yet:
        // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
        var strangers = new { Effect = "Allow", Principal = "*", Action = "sts:AssumeRoleWithWebIdentity", Resource = signsIn };
        return JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = signsIn is null ? [members] : new object[] { members, strangers } });
    }

    // A gateway endpoint knows principals by conditions alone, and those who sign for the layers of images are AWS's own.
    private static object BucketPolicy(PrivateLinkArgs args, string network)
    {
        var layers = Statement(["s3:GetObject"], [.. Layers(args.Site).Select(bucket => Bucket(args, $"{bucket}/*"))], "aws:SourceVpc", network);
        var own = Statement(
            ["s3:*"], [.. args.Buckets.SelectMany(bucket => new[] { Bucket(args, bucket), Bucket(args, $"{bucket}/*") })], "aws:PrincipalAccount", args.Site.AccountId);
        return new Dictionary<string, object> { ["Version"] = "2012-10-17", ["Statement"] = args.Buckets.Count > 0 ? [layers, own] : new[] { layers } };
    }

    private static Dictionary<string, object> Statement(string[] actions, string[] resources, string key, string value) => new()
    {
        ["Effect"] = "Allow",
        ["Principal"] = "*",
        ["Action"] = actions,
        ["Resource"] = resources,
        ["Condition"] = new Dictionary<string, object> { ["StringEquals"] = new Dictionary<string, string> { [key] = value } },
    };

    private static string Bucket(PrivateLinkArgs args, string path) => $"arn:{args.Site.Partition}:s3:::{path}";

    // Where registries send clients in the region: ECR, Kubernetes' own, quay.io and Docker Hub.
    private static string[] Layers(AwsSite site) =>
        [$"prod-{site.Region}-starport-layer-bucket", KubernetesBucket.For(site.Region).Name, "quayio-production-s3", "docker-images-prod"];
}
