using K8tre.Stacks.Settings.Reading;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>Names of configuration values: <c>namespace:name</c>.</summary>
internal static class ConfigKey
{
    /// <summary>Returns the full name of a key. A key without a namespace belongs to the project.</summary>
    /// <exception cref="CommandException">The key has no name, or too many parts.</exception>
    public static string Read(YamlFile file, YamlNode node, string project)
    {
        var key = YamlText.Text(node);
        return key.Split(':') switch
        {
            [{ Length: > 0 } name] => $"{project}:{name}",
            [{ Length: > 0 }, { Length: > 0 }] => key,
            // The format of early Pulumi versions. The CLI still reads it.
            [{ Length: > 0 } home, "config", { Length: > 0 } name] => $"{home}:{name}",
            _ => throw file.Error(node, $"'{EchoedText.Value(key)}' is not a configuration key; write `name` or `namespace:name`"),
        };
    }
}
