package pdf
import ("testing";"bytes";"crypto/sha256";"relance/generator/document")
func TestZZ(t *testing.T){
 t.Logf("%x",sha256.Sum256(written(t,formalNotice())))
 d:=formalNotice(); d.From.Logo=encoded(t,"png"); d.Body=append(d.Body, para(document.Span{Text:"Łódź ☐ x",Link:"https://a.example/(x)",Style:document.Strike|document.Italic}))
 t.Logf("%x",sha256.Sum256(written(t,d)))
 var p Press; var ps []*Print
 for _,d:=range []*document.Document{d,benchLetter(),d}{ x,_:=p.Print(d,day); ps=append(ps,x)}
 var b bytes.Buffer; Merge(&b,"Lot",ps,day); t.Logf("%x %d",sha256.Sum256(b.Bytes()),b.Len())
}
