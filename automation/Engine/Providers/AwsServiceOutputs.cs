using Google.Protobuf.WellKnownTypes;

namespace K8tre.Automation.Engine.Providers;

/// <summary>Outputs of the provider <c>aws</c> for keys, storage, registries, secrets and monitoring.</summary>
/// <remarks>Source: https://www.pulumi.com/registry/packages/aws/api-docs/</remarks>
internal static class AwsServiceOutputs
{
    private const string LowerCaseAndDigits = "abcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>The simulated types.</summary>
    public static IReadOnlyDictionary<string, Action<SimulatedResource>> Types { get; } = new Dictionary<string, Action<SimulatedResource>>
    {
        ["aws:kms/key:Key"] = Key,
        ["aws:efs/fileSystem:FileSystem"] = FileSystem,
        ["aws:efs/mountTarget:MountTarget"] = resource => AwsIdentifiers.AddNumberedId(resource, "fsmt"),
        ["aws:s3/bucket:Bucket"] = Bucket,
        ["aws:backup/vault:Vault"] = resource => AddNamedArn(resource, "backup", "backup-vault:"),
        ["aws:backup/plan:Plan"] = resource => resource.Id = resource.Values.Uuid("id"),
        ["aws:cloudwatch/logGroup:LogGroup"] = resource => AddNamedArn(resource, "logs", "log-group:"),
        ["aws:codebuild/project:Project"] = resource => AddNamedArn(resource, "codebuild", "project/"),
        ["aws:ecr/repository:Repository"] = Repository,
        ["aws:guardduty/detector:Detector"] = resource => resource.Id = resource.Values.Hex("id", 32),
        ["aws:iam/openIdConnectProvider:OpenIdConnectProvider"] = OpenIdConnectProvider,
        ["aws:iam/policy:Policy"] = resource => AddIamArn(resource, $"policy/{resource.AddName("name")}"),
        ["aws:iam/serviceLinkedRole:ServiceLinkedRole"] = ServiceLinkedRole,
        ["aws:secretsmanager/secret:Secret"] = Secret,
        ["aws:secretsmanager/secretVersion:SecretVersion"] = SecretVersion,
        ["aws:ssm/parameter:Parameter"] = Parameter,
        ["aws:wafv2/webAcl:WebAcl"] = WebAcl,
    };

    private static void AddNamedArn(SimulatedResource resource, string service, string kind)
    {
        resource.Id = resource.AddName("name");
        resource.Add("arn", AwsIdentifiers.Arn(service, $"{kind}{resource.Id}"));
    }

    // IAM is global: its ARNs have no region.
    private static void AddIamArn(SimulatedResource resource, string name)
        => AwsIdentifiers.AddArnId(resource, $"arn:aws:iam::{AwsIdentifiers.Account}:{name}");

    private static void Key(SimulatedResource resource)
    {
        resource.Id = resource.Values.Uuid("id");
        resource.Add("keyId", resource.Id);
        resource.Add("arn", AwsIdentifiers.Arn("kms", $"key/{resource.Id}"));
    }

    private static void FileSystem(SimulatedResource resource)
    {
        AwsIdentifiers.AddNumberedId(resource, "fs");
        resource.Add("arn", AwsIdentifiers.Arn("elasticfilesystem", $"file-system/{resource.Id}"));
    }

    private static void Bucket(SimulatedResource resource)
    {
        resource.Id = resource.AddName("bucket");
        resource.Add("arn", $"arn:aws:s3:::{resource.Id}");
    }

    private static void Repository(SimulatedResource resource)
    {
        AddNamedArn(resource, "ecr", "repository/");
        resource.Add("repositoryUrl", $"{AwsIdentifiers.Account}.dkr.ecr.{AwsIdentifiers.Region}.amazonaws.com/{resource.Id}");
    }

    private static void OpenIdConnectProvider(SimulatedResource resource)
        => AddIamArn(resource, $"oidc-provider/{resource.GetText("url")?.Replace("https://", "", StringComparison.Ordinal)}");

    private static void ServiceLinkedRole(SimulatedResource resource)
        => AddIamArn(resource, $"role/aws-service-role/{resource.GetText("awsServiceName")}/AWSServiceRole");

    private static void Secret(SimulatedResource resource)
    {
        var suffix = resource.Values.Text("id", 6, LowerCaseAndDigits);
        AwsIdentifiers.AddArnId(resource, AwsIdentifiers.Arn("secretsmanager", $"secret:{resource.AddName("name")}-{suffix}"));
    }

    private static void SecretVersion(SimulatedResource resource)
    {
        var version = resource.Values.Uuid("version");
        resource.Id = $"{resource.GetText("secretId")}|{version}";
        resource.Add("versionId", version);
        if (resource.Outputs.Fields.TryGetValue("secretId", out var secret))
            resource.Add("secretArn", secret);
    }

    private static void Parameter(SimulatedResource resource)
    {
        resource.Id = resource.AddName("name");
        resource.Add("arn", AwsIdentifiers.Arn("ssm", $"parameter/{resource.Id.TrimStart('/')}"));
        resource.Add("version", Value.ForNumber(1));
    }

    private static void WebAcl(SimulatedResource resource)
    {
        resource.Id = resource.Values.Uuid("id");
        resource.Add("arn", AwsIdentifiers.Arn("wafv2", $"regional/webacl/{resource.AddName("name")}/{resource.Id}"));
    }
}
