using System.Text.Json;
using K8tre.Components.Aws.Iam;
using K8tre.Components.Aws.Scope;
using Pulumi.Aws.Ecr;
using Pulumi.Aws.Ecr.Inputs;
using Pulumi.Aws.SecretsManager;

namespace K8tre.Components.Aws.Storage;

/// <summary>
/// Pull-through caches of public registries: nodes need one registry only, independent of rate limits and of images that are deleted
/// elsewhere.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache.html</remarks>
public sealed class PullThroughCache : ComponentResource
{
    /// <summary>Mutability of tags: a tag always refers to the same image.</summary>
    internal const string Immutable = "IMMUTABLE";

    /// <summary>Lifecycle policy that deletes untagged images after two weeks.</summary>
    internal const string Lifecycle =
        """{"rules":[{"rulePriority":1,"selection":""" +
        """{"tagStatus":"untagged","countType":"sinceImagePushed","countUnit":"days","countNumber":14},"action":{"type":"expire"}}]}""";

    private readonly EcrRegistryArgs _args;
    private readonly CustomResourceOptions _inside;

    /// <summary>Creates the rules and the template of the repositories that ECR creates for them.</summary>
    public PullThroughCache(string name, EcrRegistryArgs args, ComponentResourceOptions? options = null)
        : base("k8tre:aws:PullThroughCache", name, options)
    {
        (_args, _inside) = (args, new() { Parent = this });
        CreateTemplate(name);
        foreach (var (registry, login) in args.Upstreams())
            CreateRule($"{name}-{registry.Folder}", registry, login);

        RegisterOutputs();
    }

    private string Repositories => _args.Scope.Arn("ecr", $"repository/{_args.Prefix}/*");

    private void CreateRule(string name, RegistryUpstream registry, RegistryAccount? login)
    {
        var rule = new PullThroughCacheRuleArgs { EcrRepositoryPrefix = _args.FolderOf(registry), UpstreamRegistryUrl = registry.Url };
        if (login is not null)
            rule.CredentialArn = CreateCredential(name, registry, login);
        _ = new PullThroughCacheRule(name, rule, _inside);
    }

    // ECR requires this prefix of the secret's name, and cannot read a secret that a customer managed key encrypts:
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-creating-secret.html
    private Output<string> CreateCredential(string name, RegistryUpstream registry, RegistryAccount login)
    {
        var secret = new Secret($"{name}-login", new()
        {
            Name = $"ecr-pullthroughcache/{_args.Prefix}-{registry.Folder}",
            Description = $"Account at {registry.Host}",
            // A deleted secret keeps its name for that time, and another deployment could not create it. The account exists elsewhere.
            RecoveryWindowInDays = 0,
        }, _inside);
        return new SecretVersion($"{name}-login-value", new()
        {
            SecretId = secret.Id,
            SecretString = Output.CreateSecret(login.Login.Apply(account =>
                JsonSerializer.Serialize(new { username = account.Username, accessToken = account.Password }))),
        }, _inside).SecretArn;
    }

    // ECR creates a repository from the template when the first image with its name is pulled. Tags and a customer managed key require a
    // role: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-create-iam.html
    private void CreateTemplate(string name)
    {
        var role = new IamRole($"{name}-role", new()
        {
            Scope = _args.Scope,
            Description = "ECR makes repositories for copies of public images",
            Trust = PolicyDocument.Trust(PolicyPrincipal.Service("ecr")),
            Policies = new Dictionary<string, PolicyDocument> { ["create"] = Making(_args.Key) },
        }, new() { Parent = this });
        _ = new RepositoryCreationTemplate(name, new()
        {
            Prefix = _args.Prefix,
            Description = "Copies of public images",
            AppliedFors = { "PULL_THROUGH_CACHE" },
            CustomRoleArn = role.Arn,
            ImageTagMutability = Immutable,
            EncryptionConfigurations =
            {
                new RepositoryCreationTemplateEncryptionConfigurationArgs { EncryptionType = "KMS", KmsKey = _args.Key },
            },
            LifecyclePolicy = Lifecycle,
        }, new() { Parent = this, DependsOn = { role } });
    }

    private PolicyDocument Making(Input<string> key) => new(
        new PolicyStatement
        {
            Sid = "MakeRepositories",
            Actions = ["ecr:CreateRepository", "ecr:TagResource", "ecr:PutLifecyclePolicy"],
            Resources = [Repositories],
        },
        new PolicyStatement
        {
            Sid = "EncryptImages",
            Actions = ["kms:CreateGrant", "kms:RetireGrant"],
            Resources = [key],
            Conditions = [PolicyCondition.Is("kms:ViaService", $"ecr.{_args.Scope.Region}.{_args.Scope.DnsSuffix}")],
        },
        new PolicyStatement { Sid = "DescribeKey", Actions = ["kms:DescribeKey"], Resources = [key] });

    /// <summary>Returns the policy of a role that pulls through the caches of a platform.</summary>
    /// <param name="scope">Account and region.</param>
    /// <param name="prefix">Prefix of the repositories' names.</param>
    /// <remarks>https://docs.aws.amazon.com/AmazonECR/latest/userguide/pull-through-cache-iam.html</remarks>
    internal static PolicyDocument Copying(AwsScope scope, string prefix) => new(new PolicyStatement
    {
        Sid = "CopyPublicImages",
        Actions = ["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"],
        Resources = [scope.Arn("ecr", $"repository/{prefix}/*")],
    });
}
