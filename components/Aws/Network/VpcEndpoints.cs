using System.Net;
using System.Text.Json;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Ec2;
using Pulumi.Aws.Vpc;

namespace K8tre.Components.Aws.Network;

/// <summary>Inputs of <see cref="VpcEndpoints"/>.</summary>
public sealed record VpcEndpointsArgs
{
    /// <summary>Account and region.</summary>
    public required AwsScope Scope { get; init; }

    /// <summary>Id of the VPC.</summary>
    public required Input<string> VpcId { get; init; }

    /// <summary>Range of the VPC, the only one that reaches the endpoints.</summary>
    public required IPNetwork Range { get; init; }

    /// <summary>Ids of the endpoints' subnets, one in each zone.</summary>
    public required IReadOnlyList<Output<string>> Subnets { get; init; }

    /// <summary>Ids of the route tables of machines that read buckets.</summary>
    public required IReadOnlyList<Output<string>> RouteTables { get; init; }

    /// <summary>Services that have an endpoint.</summary>
    public required IReadOnlyList<EndpointService> Services { get; init; }

    /// <summary>ARN of the role that workflows in the VPC assume with a token of GitHub. Default: none.</summary>
    public string? WorkflowRole { get; init; }

    /// <summary>Names of other buckets that machines in the VPC may use.</summary>
    public required IReadOnlyList<string> Buckets { get; init; }

    /// <summary>
    /// Names of buckets that the platform creates and that machines in the VPC may use, each without the suffix that Pulumi adds. Default:
    /// none.
    /// </summary>
    public IReadOnlyList<string> OwnBuckets { get; init; } = [];
}

/// <summary>
/// Endpoints of AWS services in a VPC, under the public names of the services. They accept principals of this account only, and give access
/// to the named buckets only.
/// </summary>
/// <remarks>
/// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html,
/// https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
/// </remarks>
public sealed class VpcEndpoints : ComponentResource
{
    /// <summary>Creates the endpoints.</summary>
    public VpcEndpoints(string name, VpcEndpointsArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:VpcEndpoints", name, options)
    {
        var inside = new CustomResourceOptions { Parent = this };
        var group = new SecurityGroup($"{name}-group", new()
        {
            Description = "Endpoints of AWS services: HTTPS from their network, nothing out.",
            VpcId = args.VpcId,
            Tags = { ["Name"] = name },
        }, inside);
        _ = new SecurityGroupIngressRule($"{name}-https", new()
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
            VpcId = args.VpcId,
            VpcEndpointType = "Gateway",
            ServiceName = $"com.amazonaws.{args.Scope.Region}.s3",
            RouteTableIds = args.RouteTables.ToArray(),
            Policy = args.VpcId.Apply(vpc => JsonSerializer.Serialize(BucketPolicy(args, vpc))),
            Tags = { ["Name"] = $"{name}-s3" },
        }, inside);
        foreach (var service in args.Services)
        {
            var policy = AccountPolicy(args.Scope, service.Name == EndpointService.SignIn ? args.WorkflowRole : null);
            _ = new VpcEndpoint($"{name}-{service.Name}", new()
            {
                VpcId = args.VpcId,
                VpcEndpointType = "Interface",
                ServiceName = service.EndpointIn(args.Scope),
                PrivateDnsEnabled = true,
                SubnetIds = args.Subnets.ToArray(),
                SecurityGroupIds = { group.Id },
                Policy = service.TakesPolicy ? (Input<string>)policy : null,
                Tags = { ["Name"] = $"{name}-{service.Name}" },
            }, inside);
        }

        (BucketEndpoint, BucketPrefixes) = (buckets.Id, buckets.PrefixListId);

        RegisterOutputs();
    }

    /// <summary>Id of the endpoint of S3, for bucket policies.</summary>
    [Output("bucketEndpoint")]
    public Output<string> BucketEndpoint { get; private set; }

    /// <summary>Id of the prefix list of S3, for security groups.</summary>
    [Output("bucketPrefixes")]
    public Output<string> BucketPrefixes { get; private set; }

    // In the policy of an endpoint, an account means all principals of the account.
    private static string AccountPolicy(AwsScope scope, string? workflowRole)
    {
        var members = new { Effect = "Allow", Principal = new { AWS = scope.AccountId }, Action = "*", Resource = "*" };
        // A caller with a token of another issuer, such as a workflow of GitHub, belongs to no account yet:
        // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
        var strangers = new { Effect = "Allow", Principal = "*", Action = "sts:AssumeRoleWithWebIdentity", Resource = workflowRole };
        return JsonSerializer.Serialize(new
        {
            Version = "2012-10-17",
            Statement = workflowRole is null ? [members] : new object[] { members, strangers },
        });
    }

    // A gateway endpoint restricts principals by conditions only. AWS itself signs the requests for layers of images. The names of the
    // platform's own buckets end with a random suffix. A bucket of another account could have such a name.
    private static Dictionary<string, object> BucketPolicy(VpcEndpointsArgs args, string vpc)
    {
        var account = args.Scope.AccountId;
        var layers = Statement(
            ["s3:GetObject"], Layers(args.Scope).Select(bucket => Bucket(args, $"{bucket}/*")), new() { ["aws:SourceVpc"] = vpc });
        var own = Statement(
            ["s3:*"], WithObjects(args, args.OwnBuckets.Select(bucket => $"{bucket}-*")),
            new() { ["aws:PrincipalAccount"] = account, ["aws:ResourceAccount"] = account });
        var others = Statement(["s3:*"], WithObjects(args, args.Buckets), new() { ["aws:PrincipalAccount"] = account });
        return new()
        {
            ["Version"] = "2012-10-17",
            ["Statement"] = new[] { (layers, true), (own, args.OwnBuckets.Count > 0), (others, args.Buckets.Count > 0) }
                .Where(statement => statement.Item2).Select(statement => statement.Item1).ToArray(),
        };
    }

    private static IEnumerable<string> WithObjects(VpcEndpointsArgs args, IEnumerable<string> buckets) =>
        buckets.SelectMany(bucket => new[] { Bucket(args, bucket), Bucket(args, $"{bucket}/*") });

    private static Dictionary<string, object> Statement(
        string[] actions, IEnumerable<string> resources, Dictionary<string, string> equals) => new()
        {
            ["Effect"] = "Allow",
            ["Principal"] = "*",
            ["Action"] = actions,
            ["Resource"] = resources.ToArray(),
            ["Condition"] = new Dictionary<string, object> { ["StringEquals"] = equals },
        };

    private static string Bucket(VpcEndpointsArgs args, string path) => $"arn:{args.Scope.Partition}:s3:::{path}";

    // Buckets that registries redirect clients in the region to: ECR, registry.k8s.io, quay.io and Docker Hub.
    private static string[] Layers(AwsScope scope) =>
        [
            $"prod-{scope.Region}-starport-layer-bucket", RegistryK8sBucket.For(scope.Region).Name,
            "quayio-production-s3", "docker-images-prod",
        ];
}
