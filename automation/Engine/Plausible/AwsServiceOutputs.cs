using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Plausible;

/// <summary>Outputs of the provider <c>aws</c>: of keys, storage, registries and what watches. Source: https://www.pulumi.com/registry/packages/aws/api-docs/</summary>
internal static class AwsServiceOutputs
{
    // The documentation's examples.
    private const string Account = PlausibleResults.Account, Region = PlausibleResults.DefaultRegion;

    /// <summary>The types answered here.</summary>
    public static IReadOnlyDictionary<string, Action<PlausibleResource>> Table { get; } = new Dictionary<string, Action<PlausibleResource>>
    {
        ["aws:kms/key:Key"] = Key,
        ["aws:efs/fileSystem:FileSystem"] = resource => Numbered(resource, "fs", "elasticfilesystem", "file-system"),
        ["aws:efs/mountTarget:MountTarget"] = resource => resource.Id = $"fsmt-{resource.Seed.Hex("id", 17)}",
        ["aws:s3/bucket:Bucket"] = Bucket,
        ["aws:backup/vault:Vault"] = resource => Named(resource, "backup", "backup-vault:"),
        ["aws:backup/plan:Plan"] = resource => resource.Id = resource.Seed.Uuid("id"),
        ["aws:cloudwatch/logGroup:LogGroup"] = resource => Named(resource, "logs", "log-group:"),
        ["aws:codebuild/project:Project"] = resource => Named(resource, "codebuild", "project/"),
        ["aws:ecr/repository:Repository"] = Repository,
        ["aws:guardduty/detector:Detector"] = resource => resource.Id = resource.Seed.Hex("id", 32),
        ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"] = resource => Identity(resource, $"oidc-provider/{resource.Text("url")?.Replace("https://", "", StringComparison.Ordinal)}"),
        ["aws:iam/policy:Policy"] = resource => Identity(resource, $"policy/{NameOf(resource)}"),
        ["aws:iam/serviceLinkedRole:ServiceLinkedRole"] = resource => Identity(resource, $"role/aws-service-role/{resource.Text("awsServiceName")}/AWSServiceRole"),
        ["aws:secretsmanager/secret:Secret"] = Secret,
        ["aws:secretsmanager/secretVersion:SecretVersion"] = SecretVersion,
        ["aws:ssm/parameter:Parameter"] = Parameter,
        ["aws:wafv2/webAcl:WebAcl"] = WebAcl,
    };

    private static string Arn(string service, string resource) => $"arn:aws:{service}:{Region}:{Account}:{resource}";

    private static string NameOf(PlausibleResource resource)
    {
        resource.Default("name", Value.ForString(resource.AutomaticName));
        return resource.Text("name") ?? resource.AutomaticName;
    }

    private static void Named(PlausibleResource resource, string service, string kind)
    {
        resource.Id = NameOf(resource);
        resource.Set("arn", Arn(service, $"{kind}{resource.Id}"));
    }

    // Ids of many services have a word for their kind, and 17 digits.
    private static void Numbered(PlausibleResource resource, string word, string service, string kind)
    {
        resource.Id = $"{word}-{resource.Seed.Hex("id", 17)}";
        resource.Set("arn", Arn(service, $"{kind}/{resource.Id}"));
    }

    private static void Identity(PlausibleResource resource, string name)
    {
        resource.Id = $"arn:aws:iam::{Account}:{name}";
        resource.Set("arn", resource.Id);
    }

    private static void Key(PlausibleResource resource)
    {
        resource.Id = resource.Seed.Uuid("id");
        resource.Set("keyId", resource.Id);
        resource.Set("arn", Arn("kms", $"key/{resource.Id}"));
    }

    private static void Bucket(PlausibleResource resource)
    {
        resource.Default("bucket", Value.ForString(resource.AutomaticName));
        resource.Id = resource.Text("bucket") ?? resource.AutomaticName;
        resource.Set("arn", $"arn:aws:s3:::{resource.Id}");
    }

    private static void Repository(PlausibleResource resource)
    {
        Named(resource, "ecr", "repository/");
        resource.Set("repositoryUrl", $"{Account}.dkr.ecr.{Region}.amazonaws.com/{resource.Id}");
    }

    private static void Secret(PlausibleResource resource)
    {
        resource.Id = Arn("secretsmanager", $"secret:{NameOf(resource)}-{resource.Seed.Text("id", 6)}");
        resource.Set("arn", resource.Id);
    }

    private static void SecretVersion(PlausibleResource resource)
    {
        var version = resource.Seed.Uuid("version");
        resource.Id = $"{resource.Text("secretId")}|{version}";
        resource.Set("versionId", version);
        if (resource.Outputs.Fields.TryGetValue("secretId", out var secret))
            resource.Set("secretArn", secret);
    }

    private static void Parameter(PlausibleResource resource)
    {
        resource.Id = NameOf(resource);
        resource.Set("arn", Arn("ssm", $"parameter/{resource.Id.TrimStart('/')}"));
        resource.Set("version", Value.ForNumber(1));
    }

    private static void WebAcl(PlausibleResource resource)
    {
        resource.Id = resource.Seed.Uuid("id");
        resource.Set("arn", Arn("wafv2", $"regional/webacl/{NameOf(resource)}/{resource.Id}"));
    }
}
