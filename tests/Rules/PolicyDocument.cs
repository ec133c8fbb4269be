using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using static K8tre.Tests.Rules.Expectation;

namespace K8tre.Tests.Rules;

/// <summary>A policy of AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html</summary>
internal sealed partial class PolicyDocument
{
    // Conditions that leave of all principals those of one account, organisation, network or resource.
    private static readonly string[] Narrowing =
    [
        "aws:PrincipalAccount", "aws:PrincipalArn", "aws:PrincipalOrgID", "aws:SourceAccount", "aws:SourceArn", "aws:SourceVpc",
        "aws:SourceVpce", "aws:ResourceAccount", "kms:CallerAccount",
    ];

    // As cloudsplaining lists them, but for ecr:GetAuthorizationToken, which Checkov leaves out too: no node could pull an image.
    private static readonly string[] GiveCredentials =
    [
        "chime:CreateApiKey", "codepipeline:PollForJobs", "cognito-idp:AssociateSoftwareToken", "cognito-identity:GetOpenIdToken",
        "cognito-identity:GetOpenIdTokenForDeveloperIdentity", "cognito-identity:GetCredentialsForIdentity",
        "connect:GetFederationToken", "connect:GetFederationTokens", "ec2:GetPasswordData", "gamelift:RequestUploadCredentials",
        "iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateServiceSpecificCredential", "iam:ResetServiceSpecificCredential",
        "iam:UpdateAccessKey", "lightsail:GetInstanceAccessDetails", "lightsail:GetRelationalDatabaseMasterUserPassword",
        "mediapackage:RotateChannelCredentials", "mediapackage:RotateIngestEndpointCredentials", "rds-db:connect",
        "redshift:GetClusterCredentials", "sso:GetRoleCredentials", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity",
        "sts:GetFederationToken", "sts:GetSessionToken",
    ];

    private static readonly string[] ReadData =
        ["s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue"];

    private readonly JsonNode[] _allowing;

    private PolicyDocument(JsonNode document) =>
        _allowing = [.. Items(document["Statement"]).Where(statement => (string?)statement["Effect"] == "Allow")];

    /// <summary>Reads a policy that is a text or a map.</summary>
    public static PolicyDocument Read(JsonNode found) => new(found is JsonObject ? found : JsonNode.Parse(Text(found))!);

    /// <summary>It allows nothing to everybody.</summary>
    public Verdict NoStarPrincipal() => If(!_allowing.Any(statement => IsAnybody(statement["Principal"]) && !IsNarrowed(statement)));

    /// <summary>It lets nobody make or read credentials.</summary>
    public Verdict NoCredentialExposure() => If(!_allowing.Any(statement => Allows(statement, GiveCredentials)));

    /// <summary>It lets nobody read all data.</summary>
    public Verdict NoExfiltration() =>
        If(!_allowing.Any(statement => Allows(statement, ReadData)
            && Items(statement["Resource"]).Any(resource => Text(resource) == "*")
            && statement["Condition"] is null));

    /// <summary>Whom GitHub's identity provider names is of one repository, and of one branch or environment of it.</summary>
    public Verdict TrustsOneRepository() => If(_allowing
        .Where(statement => statement["Principal"]?["Federated"] is { } federated
            && Text(federated).Contains("token.actions.githubusercontent.com", StringComparison.Ordinal))
        .All(statement => Conditions(statement, "token.actions.githubusercontent.com:sub") is { Length: > 0 } subjects
            && subjects.All(subject => OneRepository().IsMatch(subject))
            && Conditions(statement, "token.actions.githubusercontent.com:aud").Length > 0));

    private static bool IsAnybody(JsonNode? principal) => principal is JsonObject kinds
        ? kinds.Any(kind => Items(kind.Value).Any(one => Text(one) == "*"))
        : principal is not null && Text(principal) == "*";

    private static bool IsNarrowed(JsonNode statement) =>
        Narrowing.Any(key => Conditions(statement, key) is { Length: > 0 } values && !values.Contains("*"));

    private static string[] Conditions(JsonNode statement, string key) =>
    [
        .. (statement["Condition"]?.AsObject() ?? []).Where(test => !test.Key.Contains("Not", StringComparison.Ordinal))
            .SelectMany(test => test.Value!.AsObject())
            .Where(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase))
            .SelectMany(pair => Items(pair.Value)).Select(Text),
    ];

    private static bool Allows(JsonNode statement, string[] actions) => statement["NotAction"] is not null
        || Items(statement["Action"]).Select(Text).Any(pattern =>
            actions.Any(action => Regex.IsMatch(action, $"^{Escaped(pattern)}$", RegexOptions.IgnoreCase)));

    private static string Escaped(string pattern) =>
        Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal);

    [GeneratedRegex("^repo:[^*/?]+/[^*:?]+:(ref:refs/(heads|tags)/|environment:)[^*?]+$")]
    private static partial Regex OneRepository();
}
