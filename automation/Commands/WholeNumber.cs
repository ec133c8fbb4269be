using System.CommandLine;
using System.Globalization;

namespace K8tre.Automation.Commands;

/// <summary>Options that take a whole number within bounds.</summary>
internal static class WholeNumber
{
    /// <summary>An option whose error names the value got and the values allowed.</summary>
    public static Option<int> Option(string name, string description, int least, int most, int byDefault) => new(name)
    {
        Description = description,
        HelpName = "n",
        DefaultValueFactory = _ => byDefault,
        CustomParser = given =>
        {
            var text = given.Tokens.Single().Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most)
            {
                return number;
            }

            given.AddError($"{name} is '{text}'; supply a whole number from {least} to {most}.");
            return byDefault;
        },
    };
}
