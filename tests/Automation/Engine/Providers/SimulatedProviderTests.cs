using K8tre.Automation.Engine.Properties;

namespace K8tre.Tests.Automation.Engine.Providers;

public sealed class SimulatedProviderTests
{
    [Fact]
    public void A_random_password_has_the_length_and_the_characters_asked_for_and_is_secret()
    {
        var answer = Simulated.Create("random:index/randomPassword:RandomPassword", """{"length": 40, "special": false, "upper": false}""");

        var result = answer.Outputs.Fields["result"];
        Assert.True(WireValue.IsSecret(result));
        Assert.Matches("^[a-z0-9]{40}$", WireValue.Unwrap(result).StringValue);
    }

    [Fact]
    public void A_random_id_is_the_same_bytes_in_each_of_its_forms()
    {
        var outputs = Simulated.Create("random:index/randomId:RandomId", """{"byteLength": 4, "prefix": "p-"}""").Outputs.Fields;

        var bytes = Convert.FromHexString(outputs["hex"].StringValue["p-".Length..]);
        Assert.Equal(4, bytes.Length);
        Assert.Equal("p-" + Convert.ToBase64String(bytes), outputs["b64Std"].StringValue);
        Assert.Equal("p-" + Convert.ToUInt32(outputs["hex"].StringValue[2..], 16), outputs["dec"].StringValue);
    }

    [Fact]
    public void Answers_depend_on_the_URN_only()
    {
        var first = Simulated.Create("random:index/randomUuid:RandomUuid", "{}", "one");
        var again = Simulated.Create("random:index/randomUuid:RandomUuid", "{}", "one");
        var other = Simulated.Create("random:index/randomUuid:RandomUuid", "{}", "two");

        Assert.Equal(first.Id, again.Id);
        Assert.NotEqual(first.Id, other.Id);
    }

    [Theory]
    [InlineData("""{"metadata": {"name": "given", "namespace": "home"}}""", "home/given", "given")]
    [InlineData("""{"metadata": {"name": "given"}}""", "given", "given")]
    public void A_Kubernetes_object_is_named_as_asked_for(string inputs, string id, string name)
    {
        var answer = Simulated.Create("kubernetes:core/v1:ConfigMap", inputs);

        Assert.Equal(id, answer.Id);
        Assert.Equal(name, answer.Outputs.Fields["metadata"].StructValue.Fields["name"].StringValue);
    }

    [Fact]
    public void A_Kubernetes_object_without_a_name_gets_its_resource_name_and_a_suffix()
        => Assert.Matches("^thing-[0-9a-f]{8}$", Simulated.Create("kubernetes:core/v1:Namespace", "{}").Id);

    [Fact]
    public void The_secret_of_a_service_accounts_token_is_filled_in_and_secret()
    {
        var secret = Simulated.Create("kubernetes:core/v1:Secret", """{"type": "kubernetes.io/service-account-token"}""");

        var data = secret.Outputs.Fields["data"];
        Assert.True(WireValue.IsSecret(data));
        Assert.Equal(["ca.crt", "token"], WireValue.Unwrap(data).StructValue.Fields.Keys.Order());
    }

    [Fact]
    public void Another_secret_holds_what_it_was_given_and_no_more() =>
        Assert.DoesNotContain("data", Simulated.Create("kubernetes:core/v1:Secret", """{"type": "Opaque"}""").Outputs.Fields.Keys);

    [Fact]
    public void Metadata_that_is_secret_stays_secret()
        => Assert.True(WireValue.IsSecret(Simulated.Create(
            "kubernetes:core/v1:Secret", $$"""{"metadata": {{Wire.Secret("{}")}} }""").Outputs.Fields["metadata"]));

    [Fact]
    public void A_command_succeeds_with_an_empty_result_and_what_is_to_be_secret_is()
    {
        var answer = Simulated.Create("command:remote:Command", """{"create": "true"}""", secrets: ["stdout"]);

        Assert.Equal("\n#k8tre result\n\n#k8tre end\n", WireValue.Unwrap(answer.Outputs.Fields["stdout"]).StringValue);
        Assert.True(WireValue.IsSecret(answer.Outputs.Fields["stdout"]));
        Assert.False(WireValue.IsSecret(answer.Outputs.Fields["stderr"]));
    }

    [Fact]
    public void A_private_key_is_secret_and_its_public_half_is_not()
    {
        var outputs = Simulated.Create("tls:index/privateKey:PrivateKey", """{"algorithm": "ED25519"}""").Outputs.Fields;

        Assert.True(WireValue.IsSecret(outputs["privateKeyOpenssh"]));
        Assert.StartsWith("ssh-ed25519 ", outputs["publicKeyOpenssh"].StringValue, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cluster_of_EKS_has_an_address_certificates_and_a_group_of_its_own()
    {
        var cluster = Simulated.Create("aws:eks/cluster:Cluster", """{"name": "tre-dev", "vpcConfig": {"subnetIds": ["a", "b"]}}""");

        Assert.Equal("tre-dev", cluster.Id);
        Assert.EndsWith(".eks.amazonaws.com", new Uri(cluster.Outputs.Fields["endpoint"].StringValue).Host, StringComparison.Ordinal);
        Assert.NotEmpty(Convert.FromBase64String(cluster.Outputs.Fields["certificateAuthority"].StructValue.Fields["data"].StringValue));
        Assert.Matches("^sg-[0-9a-f]{17}$", cluster.Outputs.Fields["vpcConfig"].StructValue.Fields["clusterSecurityGroupId"].StringValue);
    }

    [Theory]
    [InlineData("""{"name": "tre-dev-argocd"}""", "^arn:aws:iam::123456789012:role/tre-dev-argocd$")]
    [InlineData("{}", "^arn:aws:iam::123456789012:role/thing-[0-9a-f]{8}$")]
    public void A_role_of_AWS_has_the_ARN_of_its_name(string inputs, string arn) =>
        Assert.Matches(arn, Simulated.Create("aws:iam/role:Role", inputs).Outputs.Fields["arn"].StringValue);

    [Fact]
    public void Any_other_type_is_answered_with_its_inputs()
        => Assert.Equal(["size"], Simulated.Create("test:index:Thing", """{"size": 3}""").Outputs.Fields.Keys);
}
