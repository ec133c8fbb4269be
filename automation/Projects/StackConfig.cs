using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using K8tre.Stacks.Settings.Reading;
using YamlDotNet.RepresentationModel;

namespace K8tre.Automation.Projects;

/// <summary>The configuration of a stack in the format that the Pulumi CLI passes to a program.</summary>
/// <param name="Values">Values by full key. Numbers, truth values and objects are JSON.</param>
/// <param name="SecretKeys">Keys of the values that are or contain secrets.</param>
internal sealed record StackConfig(IReadOnlyDictionary<string, string> Values, IReadOnlyList<string> SecretKeys)
{
    private static readonly string[] Keys = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Paths of the secrets whose text is no ciphertext. The Pulumi CLI rejects such a stack file.</summary>
    public IReadOnlyList<string> Unencrypted { get; init; } = [];

    /// <summary>Reads <c>Pulumi.&lt;stack&gt;.yaml</c> and adds the defaults of the project.</summary>
    /// <remarks>An encrypted value is not readable without its key. A placeholder replaces it, marked as secret.</remarks>
    /// <exception cref="CommandException">The stack is unknown, its file malformed, or a value missing or of a wrong type.</exception>
    public static StackConfig Read(Project project, string stack)
    {
        RequireStack(project, stack);
        var file = YamlFile.Read(Path.Combine(project.StackDirectory, $"Pulumi.{stack}.yaml"));
        file.RequireKeys(Keys);

        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var secrets = new SortedSet<string>(StringComparer.Ordinal);
        var unencrypted = new List<string>();
        foreach (var (keyNode, node) in (file.Map("config") ?? []).Children)
        {
            var key = ConfigKey.Read(file, keyNode, project.Name);
            var value = WithPlaceholders(node, key, unencrypted, out var isSecret);
            var declared = project.Config.FirstOrDefault(declared => declared.Key == key);
            if (declared?.Accepts(value) is false)
                throw file.Error(node, $"{key} is {Excerpt(value)}; supply a value of type {declared.Type}");
            if (declared is { IsSecret: true } && !isSecret)
                throw file.Error(node, $"{key} is not encrypted; set it with `pulumi config set --secret {key} --stack {stack}`");
            if (PlainSecret(node, key) is { } plain)
            {
                throw file.Error(
                    plain.Node,
                    $"{plain.Path} is not encrypted; replace the secret, which others may have read, and set it with "
                    + $"`pulumi config set --secret --path '{plain.Path}' --stack {stack}`");
            }
            if (!values.TryAdd(key, Text(value)))
                throw file.Error(keyNode, $"{key} is set twice, with and without its namespace; remove one");
            if (isSecret)
                secrets.Add(key);
        }

        AddDefaults(project, stack, values);
        return new(values, [.. secrets]) { Unencrypted = unencrypted };
    }

    /// <summary>Checks that the stack has a file <c>Pulumi.&lt;stack&gt;.yaml</c>.</summary>
    /// <exception cref="CommandException">The stack is unknown.</exception>
    public static void RequireStack(Project project, string stack)
    {
        var stacks = project.Stacks;
        if (!stacks.Contains(stack))
            throw UnknownStack(project, stack, stacks);
    }

    private static void AddDefaults(Project project, string stack, SortedDictionary<string, string> values)
    {
        foreach (var declared in project.Config.Where(declared => !values.ContainsKey(declared.Key)))
        {
            if (declared.Default is not null)
                values.Add(declared.Key, Text(declared.Default));
            else if (declared.Key.StartsWith($"{project.Name}:", StringComparison.Ordinal))
                throw CommandException.WrongCall(
                    $"{declared.Key} has no value in Pulumi.{stack}.yaml and no default in {Project.FileName}; "
                    + $"add it under `config:` in Pulumi.{stack}.yaml");
        }
    }

    private static JsonNode? WithPlaceholders(YamlNode node, string path, List<string> unencrypted, out bool isSecret)
    {
        if (node is YamlMappingNode { Children.Count: 1 } map && YamlText.Entry(map, "secure") is YamlScalarNode secure
            && YamlScalar.ToJson(secure)?.GetValueKind() == JsonValueKind.String)
        {
            if (!Ciphertext.IsValid(secure.Value ?? ""))
                unencrypted.Add(path);
            isSecret = true;
            return $"placeholder for the encrypted {path}";
        }

        isSecret = false;
        switch (node)
        {
            case YamlMappingNode entries:
                var json = new JsonObject();
                foreach (var (keyNode, value) in entries.Children.OrderBy(entry => YamlText.Key(entry.Key), StringComparer.Ordinal))
                {
                    var key = YamlText.Key(keyNode);
                    json[key] = WithPlaceholders(value, PropertyPath.Property(path, key), unencrypted, out var entryIsSecret);
                    isSecret |= entryIsSecret;
                }

                return json;
            case YamlSequenceNode elements:
                var array = new JsonArray();
                foreach (var value in elements.Children)
                {
                    array.Add(WithPlaceholders(value, PropertyPath.Element(path, array.Count), unencrypted, out var elementIsSecret));
                    isSecret |= elementIsSecret;
                }

                return array;
            default:
                return YamlText.ToJson(node);
        }
    }

    // Text is passed without change, all other values as JSON. True is `true`, an absent value `null`.
    private static string Text(JsonNode? value)
        => value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : value?.ToJsonString(Json) ?? "null";

    // Names of users in k8tre:registryCredentials are no secrets.
    private static (YamlNode Node, string Path)? PlainSecret(YamlNode node, string key)
    {
        return ConfigKeys.Secrets.Any(name => key == $"{ConfigKeys.Project}:{name}") ? Find(node, key) : null;

        static (YamlNode Node, string Path)? Find(YamlNode node, string path) => node switch
        {
            YamlMappingNode { Children.Count: 1 } map when YamlText.Entry(map, "secure") is not null => null,
            YamlMappingNode map => map.Children.Where(entry => YamlText.Text(entry.Key) != "username")
                .Select(entry => Find(entry.Value, PropertyPath.Property(path, YamlText.Text(entry.Key))))
                .FirstOrDefault(found => found is not null),
            YamlSequenceNode list => list.Children.Select((item, index) => Find(item, PropertyPath.Element(path, index)))
                .FirstOrDefault(found => found is not null),
            _ when YamlText.IsNull(node) => null,
            _ => (node, path),
        };
    }

    private static string Excerpt(JsonNode? value) => $"'{EchoedText.Value(Text(value))}'";

    private static CommandException UnknownStack(Project project, string stack, IReadOnlyList<string> stacks)
        => CommandException.WrongCall(stacks is []
            ? $"there is no stack '{stack}': {project.StackDirectory} contains no Pulumi.<stack>.yaml; "
                + $"write Pulumi.{stack}.yaml with the settings of the stack under `config:`"
            : $"there is no stack '{stack}'{Spelling.Hint(stack, stacks)}; "
                + $"stacks here are {string.Join(", ", stacks)}; write Pulumi.{stack}.yaml to add one");
}
