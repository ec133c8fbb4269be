namespace Pulumi;

/// <summary>Text of an output that is turned into a string, usually by a <c>$"{output}"</c> without <c>Output.Format</c>.</summary>
internal static class OutputText
{
    private const string Variable = "PULUMI_ERROR_OUTPUT_STRING";

    private static readonly string Warning = string.Join(
        Environment.NewLine,
        "Calling [ToString] on an [Output<T>] is not supported.",
        "",
        "The value is not there yet. To make an Output<string> of it use one of:",
        "1. output.Apply(value => $\"prefix{value}suffix\")",
        "2. Output.Format($\"prefix{output}suffix\")",
        "",
        "See https://www.pulumi.com/docs/concepts/inputs-outputs for more details.");

    /// <summary>Warns and returns the warning, or throws it when the environment asks for an error.</summary>
    public static string Refuse()
    {
        var value = Environment.GetEnvironmentVariable(Variable);
        if (value == "1" || string.Equals(value, "true", StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException(Warning);

        Log.Warn(Warning);
        return Warning;
    }
}
