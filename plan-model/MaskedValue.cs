namespace K8tre.PlanModel;

/// <summary>Texts that replace values which a plan does not show.</summary>
public static class MaskedValue
{
    /// <summary>Replaces a secret value.</summary>
    public const string Secret = "[secret]";

    /// <summary>Replaces a value that is not known before the deployment.</summary>
    public const string Unknown = "[unknown]";
}
