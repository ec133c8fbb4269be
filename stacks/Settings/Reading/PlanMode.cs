namespace K8tre.Stacks.Settings.Reading;

/// <summary>The agreement between the program and <c>k8tre plan</c> about secrets that are not set.</summary>
internal static class PlanMode
{
    /// <summary>Environment variable of a program that runs for a plan. Its value is <c>true</c>.</summary>
    public const string Variable = "K8TRE_PLAN";

    /// <summary>Start of the warning about a secret that is not set.</summary>
    public const string MissingSecret = "missing secret: ";
}
