using System.CommandLine;
using System.Globalization;

namespace K8tre.Automation.Commands;

/// <summary>Options with a whole number between a minimum and a maximum.</summary>
internal static class WholeNumber
{
    /// <summary>Creates an option. Its error names the value and the allowed values.</summary>
    public static Option<int> Option(string name, string description, int minimum, int maximum, int byDefault) => new(name)
    {
        Description = description,
        HelpName = "n",
        DefaultValueFactory = _ => byDefault,
        CustomParser = given =>
        {
            var text = given.Tokens.Single().Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                && number >= minimum && number <= maximum)
            {
                return number;
            }

            given.AddError($"{name} is '{text}'; supply a whole number from {minimum} to {maximum}.");
            return byDefault;
        },
    };
}
