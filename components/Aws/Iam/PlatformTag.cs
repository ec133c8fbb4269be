namespace K8tre.Components.Aws.Iam;

/// <summary>
/// Tag of a platform's resources. The provider adds it to everything that it creates, and a pipeline may change only what has it, where AWS
/// knows the tags of a resource.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/IAM/latest/UserGuide/access_tags.html</remarks>
public static class PlatformTag
{
    /// <summary>Key of the tag. Its value is the name of the platform.</summary>
    public const string Key = "k8tre:platform";

    /// <summary>Returns a condition that a resource belongs to the platform.</summary>
    internal static PolicyCondition Has(string platform) => PolicyCondition.Is($"aws:ResourceTag/{Key}", platform);

    /// <summary>Returns a condition that a request gives the tag to a resource.</summary>
    internal static PolicyCondition Gives(string platform) => PolicyCondition.Is($"aws:RequestTag/{Key}", platform);

    /// <summary>Returns a condition that a resource belongs to the platform, or has no such tag.</summary>
    internal static PolicyCondition HasOrLacks(string platform) => new("StringEqualsIfExists", $"aws:ResourceTag/{Key}", platform);
}
